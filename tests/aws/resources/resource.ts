import type { EntityKind, Entity, EntityProps } from "../world/entities";
import type { Times, World } from "../world/world";

/** Where a call of the provider goes. */
export interface RegionContext {
    readonly world: World;
    readonly region: string;
}

export interface CreatedEntity<K extends EntityKind> {
    readonly id: string;
    /** What AWS adds to the inputs. */
    readonly props: EntityProps[K];
}

/** One resource type of the provider. */
export interface ResourceType<K extends EntityKind = EntityKind> {
    readonly token: string;
    readonly kind: K;
    /** The property that gets a name made from the resource's own where the program gives none, and how long it may be. */
    readonly autoName?: { readonly property: string; readonly maxLength: number };
    readonly defaults?: EntityProps[K];
    /** Properties, by path, whose change makes a new one; `*` is any. */
    readonly replaceOnChanges: readonly string[];
    /** Those that make a new one only at times. */
    alsoReplaceOn?(olds: EntityProps[K], news: EntityProps[K]): readonly string[];
    /** Arguments that keep what AWS made of them when the program no longer gives them. */
    readonly computed?: readonly string[];
    /** Outputs that become another when one of these inputs changes. */
    readonly recomputed?: Readonly<Record<string, readonly string[]>>;
    /** What it passes through before it is ready, in which time `create` waits. */
    readonly waitsFor?: keyof Times;
    create(context: RegionContext, inputs: EntityProps[K]): CreatedEntity<K>;
    /** What an update changes besides the inputs. */
    update?(context: RegionContext, entity: Entity<K>, inputs: EntityProps[K]): EntityProps[K];
    /** What is computed anew whenever somebody looks. */
    derive?(world: World, entity: Entity<K>): EntityProps[K];
    /** What goes along with it. */
    onDelete?(context: RegionContext, entity: Entity<K>): void;
}
