import type { EntityKind, Entity, EntityProps } from "../world/entities";
import type { Times, World } from "../world/world";

/** The world and region of a call. */
export interface RegionContext {
    readonly world: World;
    readonly region: string;
}

export interface CreatedEntity<K extends EntityKind> {
    readonly id: string;
    /** The properties that AWS adds to the inputs. */
    readonly props: EntityProps[K];
}

/** A resource type of the provider. */
export interface ResourceType<K extends EntityKind = EntityKind> {
    readonly token: string;
    readonly kind: K;
    /** The property that gets a generated name if the program gives none, and the maximum length of the name. */
    readonly autoName?: { readonly property: string; readonly maxLength: number };
    readonly defaults?: EntityProps[K];
    /** The paths of the properties whose change replaces the resource; `*` stands for all. */
    readonly replaceOnChanges: readonly string[];
    /** Returns further properties whose change replaces the resource in this case. */
    alsoReplaceOn?(olds: EntityProps[K], news: EntityProps[K]): readonly string[];
    /** Arguments that keep AWS's value if the program does not give them. */
    readonly computed?: readonly string[];
    /** The paths of optional blocks that are not computed: the provider removes them if AWS answers them and the program does not give them. */
    readonly removedBlocks?: readonly string[];
    /** Outputs that change if one of the listed inputs changes. */
    readonly recomputed?: Readonly<Record<string, readonly string[]>>;
    /** The duration for which `create` waits until the resource is ready. */
    readonly waitsFor?: keyof Times;
    create(context: RegionContext, inputs: EntityProps[K]): CreatedEntity<K>;
    /** Returns the properties that an update changes in addition to the inputs. */
    update?(context: RegionContext, entity: Entity<K>, inputs: EntityProps[K]): EntityProps[K];
    /** Returns the properties that are computed at each read. */
    derive?(world: World, entity: Entity<K>): EntityProps[K];
    /** Removes the entities that are deleted with the resource. */
    onDelete?(context: RegionContext, entity: Entity<K>): void;
}
