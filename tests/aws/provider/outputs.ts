import { RESOURCES } from "../resources";
import type { Kind, Thing } from "../world/things";
import type { World } from "../world/world";
import type { JsonObject } from "./values";

/** A thing as the provider shows it: what it is, and what is computed whenever somebody looks. */
export function outputsOf(world: World, thing: Thing<Kind>): JsonObject {
    const type = RESOURCES.find(({ kind }) => kind === thing.kind);
    return { ...thing.props, ...type?.live?.(world, thing) } as JsonObject;
}
