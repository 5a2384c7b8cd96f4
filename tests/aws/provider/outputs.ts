import { RESOURCES } from "../resources";
import type { EntityKind, Entity } from "../world/entities";
import type { World } from "../world/world";
import type { JsonObject } from "./values";

/** A thing as the provider shows it: what it is, and what is computed whenever somebody looks. */
export function outputsOf(world: World, entity: Entity<EntityKind>): JsonObject {
    const type = RESOURCES.find(({ kind }) => kind === entity.kind);
    return { ...entity.props, ...type?.derive?.(world, entity) } as JsonObject;
}
