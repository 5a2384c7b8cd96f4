import type { AnyKind } from "../provider/statement/kind";
import type { Fields } from "../provider/values/value";

/** A resource of a program that the command writes. */
export interface Resource {
    readonly kind: AnyKind;
    /** The name of the resource. */
    readonly name: string;
    /** The qualified name of an object; what else identifies another resource among those of its kind. */
    readonly qualifiedName: string;
    readonly args: Fields;
    /** The resources that it needs, and to which no argument refers. */
    readonly dependsOn?: readonly Resource[];
}
