import { UNRESOLVED } from "../../../aws/reachability/messages";
import { NO_NAME } from "../../world/network";
import type { UpstreamDatabase, World } from "../../world/world";
import type { Options } from "./body";
import { numberOf, textOf } from "./body";
import { plainText } from "./plainText";
import { routeOver } from "./tunnels";
import type { ConnectionType, Probe } from "./type";

/** The errors of the client of one product. */
export interface ClientErrors {
    readonly port: number;
    /** Returns the error of a host without an address, or of an address where nothing listens. */
    readonly unreachable: (cause: string) => string;
    readonly noTls: string;
    readonly noUser: (user: string) => string;
    readonly noDatabase: (database: string) => string;
}

const REFUSED = "Connection refused (os error 111)";

/** The modes with which a client connects without TLS. */
const WITHOUT_TLS = ["disable", "disabled", undefined];

const addressOf = (options: Options, port: number): { host: string; address: string } => {
    const host = textOf(options.HOST) ?? "";
    return { host, address: `${host}:${numberOf(options.PORT) ?? port}` };
};

/** Returns the judgements of a connection to a database: by the world file, and by the local AWS that the server is joined with. */
export const databaseJudges = (
    type: UpstreamDatabase["type"],
    errors: ClientErrors,
): Pick<ConnectionType, "problem" | "ask" | "accept" | "explain"> => ({
    problem: probe => {
        const { world, options } = probe;
        const { host } = addressOf(options, errors.port);
        if (!world.knowsHost(host) || options["SSH TUNNEL"] || options["AWS PRIVATELINK"]) return errors.unreachable(NO_NAME);
        return loginProblem(probe, type, errors);
    },
    ask({ catalog, options }, aws) {
        const { link, bastion } = routeOver(catalog, options);
        const port = numberOf(options.PORT) ?? errors.port;
        const address = addressOf(options, errors.port).address;
        return aws.send({ ask: "server", address, route: { link: link && { ...link, port }, bastion } });
    },
    accept: probe => loginProblem(probe, type, errors),
    explain: (_, problem) =>
        problem.startsWith("ssh:") ? problem : errors.unreachable(problem === UNRESOLVED ? NO_NAME : "Connection timed out"),
});

/** Returns the error of logging in to a database of the world that is reached. */
function loginProblem(
    { world, catalog, options }: Pick<Probe, "world" | "catalog" | "options">,
    type: UpstreamDatabase["type"],
    errors: ClientErrors,
): string | undefined {
    const { address } = addressOf(options, errors.port);
    const databases = world.databasesAt(type, address);
    if (databases.length === 0) return errors.unreachable(REFUSED);
    if (!WITHOUT_TLS.includes(textOf(options["SSL MODE"])?.toLowerCase())) return errors.noTls;
    const user = plainText(catalog, options.USER) ?? "";
    if (!databases.some(({ users }) => users.includes(user))) return errors.noUser(user);
    const name = textOf(options.DATABASE);
    return databases.some(({ database }) => database === name) ? undefined : errors.noDatabase(name ?? "");
}

/** Returns the database of a connection that works. */
export function databaseOf(world: World, type: UpstreamDatabase["type"], options: Options, port: number): UpstreamDatabase {
    const name = textOf(options.DATABASE);
    const found = world.databasesAt(type, addressOf(options, port).address).find(({ database }) => database === name);
    if (!found) throw new Error(`the world has no database of ${addressOf(options, port).address}`);
    return found;
}
