import { setTimeout as wait } from "node:timers/promises";

import type { ReachabilityResult } from "../../../aws/reachability/protocol";
import type { Catalog } from "../../catalog/catalog";
import { failure } from "../../errors";
import type { World } from "../../world/world";
import type { ConnectionBody } from "./body";
import { plainText } from "./plainText";
import type { ConnectionType, Probe } from "./type";
import { connectionType } from "./types";

/** Refuses a connection that does not work. `id` is the id of a connection that exists. */
export async function validateConnection(catalog: Catalog, world: World, body: ConnectionBody, id?: string): Promise<void> {
    const problem = await connectionProblem(catalog, world, body, id);
    if (problem === undefined) return;
    const waits = connectionType(body.type).waits && !problem.startsWith("ssh:");
    if (waits && world.brokerTimeout > 0) await wait(world.brokerTimeout);
    throw failure(problem, "58000", { hint: connectionType(body.type).hint?.(problem) });
}

/** Refuses the values of the secrets of a connection. */
export function checkSecrets(catalog: Catalog, { type, options }: ConnectionBody): void {
    for (const option of Object.values(options))
        if ("secret" in option) connectionType(type).checkSecret?.(plainText(catalog, option) ?? "");
}

/** Returns the error of using a connection. */
export async function connectionProblem(
    catalog: Catalog,
    world: World,
    { type: name, options }: ConnectionBody,
    id?: string,
): Promise<string | undefined> {
    const type = connectionType(name);
    const probe: Probe = { catalog, world, options, id };
    const result: ReachabilityResult = world.aws && type.ask ? await type.ask(probe, world.aws) : { unknown: true };
    return result.unknown ? type.problem(probe) : joinedProblem(type, probe, result);
}

/** Returns the error of using a connection to something that the joined AWS knows. */
function joinedProblem(type: ConnectionType, probe: Probe, result: ReachabilityResult): string | undefined {
    const { problem, registry } = result;
    if (registry) probe.world.learnRegistry(registry);
    if (problem !== undefined) return type.explain?.(probe.options, problem) ?? problem;
    return type.accept?.(probe, result);
}
