import { groupIds, isPublic } from "../world/network";
import type { Thing } from "../world/things";
import type { World } from "../world/world";
import { kafkaVerdict } from "./kafka";
import { follow } from "./links";
import { throughLink } from "./privatelink";
import type { Asker, Question, Route, Verdict } from "./protocol";
import { roleProblem } from "./role";
import { bastionProblem, forwardProblem, instanceAt, letsAllIn } from "./ssh";
import { REFUSED } from "./words";

/** Answers the local Materialize. */
export function judge(world: World, asker: Asker, question: Question): Verdict {
    if (question.ask === "links") return { links: follow(world, asker, question.links) };
    if (question.ask === "kafka") return kafkaVerdict(world, asker, question);
    if (question.ask === "role") return verdict(roleProblem(world, question.role));
    if (question.ask === "server") return serverVerdict(world, asker, question.address, question.route);
    const { bastion } = question;
    return instanceAt(world, bastion.host) ? verdict(bastionProblem(world, asker, bastion)) : { unknown: true };
}

const verdict = (problem: string | undefined): Verdict => (problem === undefined ? {} : { problem });

/** Whether a server that is no broker can be reached: a schema registry, by the host and port of its URL. */
function serverVerdict(world: World, asker: Asker, address: string, route: Route): Verdict {
    const server = world.all("server", ({ url }) => new URL(url).host === address)[0];
    if (!server) return { unknown: true };
    const problem = serverProblem(world, asker, server, address, route);
    const { url, subjects = {} } = server.props;
    return problem === undefined ? { registry: { url, subjects } } : { problem };
}

function serverProblem(
    world: World,
    asker: Asker,
    { props }: Thing<"server">,
    address: string,
    { link, bastion }: Route,
): string | undefined {
    const { ip, port, securityGroups, subnetId } = props;
    if (link) {
        const out = throughLink(world, asker, link);
        if (typeof out === "string") return out;
        return out.every(reached => reached === `${ip}:${String(port)}`) ? undefined : REFUSED;
    }
    if (bastion) return forwardProblem(world, asker, bastion, address, ip, port);
    return isPublic(world, subnetId) && letsAllIn(world, groupIds(world, securityGroups), port, asker.egress)
        ? undefined
        : REFUSED;
}
