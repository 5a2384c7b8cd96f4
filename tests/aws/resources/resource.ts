import type { Kind, Thing, Things } from "../world/things";
import type { Times, World } from "../world/world";

/** Where a call of the provider goes. */
export interface Place {
    readonly world: World;
    readonly region: string;
}

export interface Made<K extends Kind> {
    readonly id: string;
    /** What AWS adds to the inputs. */
    readonly props: Things[K];
}

/** One resource type of the provider. */
export interface ResourceType<K extends Kind = Kind> {
    readonly token: string;
    readonly kind: K;
    /** The property that gets a name made from the resource's own where the program gives none, and how long it may be. */
    readonly named?: { readonly property: string; readonly longest: number };
    readonly defaults?: Things[K];
    /** Properties, by path, whose change makes a new one; `*` is any. */
    readonly replacedBy: readonly string[];
    /** Those that make a new one only at times. */
    replacedIf?(olds: Things[K], news: Things[K]): readonly string[];
    /** Arguments that keep what AWS made of them when the program no longer gives them. */
    readonly computed?: readonly string[];
    /** Outputs that become another when one of these inputs changes. */
    readonly recomputed?: Readonly<Record<string, readonly string[]>>;
    /** What it passes through before it is ready, in which time `create` waits. */
    readonly settles?: keyof Times;
    create(place: Place, inputs: Things[K]): Made<K>;
    /** What an update changes besides the inputs. */
    update?(place: Place, thing: Thing<K>, inputs: Things[K]): Things[K];
    /** What is computed anew whenever somebody looks. */
    live?(world: World, thing: Thing<K>): Things[K];
    /** What goes along with it. */
    remove?(place: Place, thing: Thing<K>): void;
}
