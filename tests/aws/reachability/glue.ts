import type { World } from "../world/world";
import type { Environment, ReachabilityRequest, ReachabilityResult } from "./protocol";
import { isAllowed, roleProblem } from "./role";

type GlueRequest = Extract<ReachabilityRequest, { ask: "glue" }>;

/** Returns a registry of AWS Glue with the schemas that a role may read, or why the role may not read the registry. */
export function glueResult(world: World, environment: Environment, { role, registry, region }: GlueRequest): ReachabilityResult {
    const problem = roleProblem(world, role);
    if (problem !== undefined) return { problem };
    const own = region ?? environment.region;
    const arn = world.arn("glue", own, `registry/${registry}`);
    if (!isAllowed(world, role.arn, "glue:GetRegistry", arn)) return { problem: denied(role.arn, "glue:GetRegistry", arn) };
    const found = world.find("glueRegistry", arn, own);
    if (!found) return {};
    // Materialize reads the schema of a message by its id, and AWS allows that only for all resources.
    const readsSchemas = isAllowed(world, role.arn, "glue:GetSchemaVersion", "*");
    return { glue: readsSchemas ? found.props : { name: registry, schemas: {} } };
}

// Only the form of the error was verified with a real Materialize; the message is AWS's.
function denied(role: string, action: string, resource: string): string {
    const reason = `AccessDeniedException: User: ${role} is not authorized to perform: ${action} on resource: ${resource} because no identity-based policy allows the ${action} action`;
    return `service error: ${reason}`;
}
