import { RESOURCES } from "../resources";
import type { EntityKind, Entity } from "../world/entities";
import type { World } from "../world/world";
import type { JsonObject } from "./values";

/** Returns the outputs of an entity: its stored properties and those that are derived at each read. */
export function outputsOf(world: World, entity: Entity<EntityKind>): JsonObject {
    const type = RESOURCES.find(({ kind }) => kind === entity.kind);
    return { ...entity.props, ...type?.derive?.(world, entity) } as JsonObject;
}
