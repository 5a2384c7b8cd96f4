import type { Capability } from "../../common/versions";
import type { Sql } from "../sql/sql";

/** The position of an argument in the CREATE statement of the object. */
export type Position =
    /** `NAME = value` in the object's own list of options, or only the value if the name is empty. */
    | { readonly in: "options"; readonly option: string }
    /** `NAME = value` in the `WITH (…)` at the end. */
    | { readonly in: "with"; readonly option: string }
    /**
     * A separate clause that `create` of the kind writes. It begins with the keywords `after`; if these are empty, the value writes them itself, and has
     * parts that begin with the keywords of `parts`.
     */
    | { readonly in: "clause"; readonly after: string; readonly parts?: readonly string[] }
    /** The object's database or schema, which is a part of its qualified name. */
    | { readonly in: "path" }
    /** No position in that statement, such as that of an owner or a comment. */
    | { readonly in: "nowhere" };

/** The effect of a changed argument. */
export type Change =
    /** One `SET (…)` or `DROP (…)` of the object's one ALTER. */
    | { readonly by: "option"; readonly since?: undefined }
    /** The same on a server with the capability `since`; a replacement on others, for the reason `before`. */
    | { readonly by: "option"; readonly since: Capability; readonly before: string }
    /** A successor, see `lifecycle/successor.ts`, from the version with the capability on, and a replacement on others, for the reason `before`. */
    | { readonly by: "successor"; readonly since: Capability; readonly before: string }
    /** A separate statement of the kind, which sets the new value. */
    | { readonly by: "statement"; readonly statement: (target: Sql, value: Sql) => Sql }
    /** A separate statement, see `lifecycle/planStatements.ts`. */
    | { readonly by: "rename" | "value" | "comment" | "columnComments" | "owner" | "privileges" | "parameter" | "extension" }
    /** The statement that validates the object; an argument in the `WITH (…)` of a CREATE or ALTER validates it there. */
    | { readonly by: "validate"; readonly statement: (target: Sql) => Sql }
    /** A separate statement that runs once for each new value and changes the output `shows`. */
    | { readonly by: "rotation"; readonly statement: (target: Sql) => Sql; readonly shows: string }
    | { readonly by: "replacement"; readonly why: string }
    /** No statement. The value is kept in the state and used by the operation that `when` names. */
    | { readonly by: "nothing"; readonly when: string };
