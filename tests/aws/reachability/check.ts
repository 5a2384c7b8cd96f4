import { resolveGroups, isPublicSubnet } from "../world/network";
import type { EntityProps } from "../world/entities";
import type { World } from "../world/world";
import { glueResult } from "./glue";
import { kafkaResult } from "./kafka";
import { syncEndpoints } from "./endpointSync";
import { resolveLink } from "./privateLink";
import type { Environment, ReachabilityRequest, Route, ReachabilityResult } from "./protocol";
import { roleProblem } from "./role";
import { bastionProblem, forwardProblem, findBastion, allowsAllBlocks } from "./ssh";
import { REFUSED } from "./messages";

/** Answers a request of the local Materialize. */
export function checkReachability(world: World, environment: Environment, question: ReachabilityRequest): ReachabilityResult {
    if (question.ask === "links") return { links: syncEndpoints(world, environment, question.links) };
    if (question.ask === "kafka") return kafkaResult(world, environment, question);
    if (question.ask === "role") return toResult(roleProblem(world, question.role));
    if (question.ask === "glue") return glueResult(world, environment, question);
    if (question.ask === "server") return serverResult(world, environment, question.address, question.route);
    const { bastion } = question;
    return findBastion(world, bastion.host) ? toResult(bastionProblem(world, environment, bastion)) : { unknown: true };
}

const toResult = (problem: string | undefined): ReachabilityResult => (problem === undefined ? {} : { problem });

/** Returns whether Materialize can reach a schema registry or a database, found by its host and port. */
function serverResult(world: World, environment: Environment, address: string, route: Route): ReachabilityResult {
    const server = world.all("server", ({ url }) => new URL(url).host === address)[0];
    if (server) {
        const problem = serverProblem(world, environment, server.props, address, route);
        const { url, subjects = {} } = server.props;
        return problem === undefined ? { registry: { url, subjects } } : { problem };
    }
    const database = world.all("database", ({ host, port }) => `${host}:${String(port)}` === address)[0];
    return database ? toResult(serverProblem(world, environment, database.props, address, route)) : { unknown: true };
}

/** A server at an address of a VPC. */
type Reached = Pick<EntityProps["server"], "ip" | "port" | "securityGroups" | "subnetId">;

function serverProblem(
    world: World,
    environment: Environment,
    { ip, port, securityGroups, subnetId }: Reached,
    address: string,
    { link, bastion }: Route,
): string | undefined {
    if (link) {
        const targets = resolveLink(world, environment, link);
        if (typeof targets === "string") return targets;
        return targets.every(target => target === `${ip}:${String(port)}`) ? undefined : REFUSED;
    }
    if (bastion) return forwardProblem(world, environment, bastion, address, ip, port);
    return isPublicSubnet(world, subnetId) &&
        allowsAllBlocks(world, resolveGroups(world, securityGroups), port, environment.egress)
        ? undefined
        : REFUSED;
}
