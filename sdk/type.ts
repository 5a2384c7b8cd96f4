import type * as pulumi from "@pulumi/pulumi";
import type { OneOf, SchemaObjectArgs, SqlType } from "./arguments";
import { schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** A field of a {@link Type} of rows. */
export interface TypeField {
    /** The field's exact name, which no other field of the type has. */
    name: pulumi.Input<string>;
    /** The type: as SQL, such as `"int"`, or another `Type`. */
    type: SqlType;
}

/** The form of a {@link Type}: a list, a map or a row. */
export type TypeForm = OneOf<{
    /** A list, whose elements have one type. A change replaces the type. */
    list: {
        /** The type of the elements, which must have a name and not be `char`: as SQL, such as `"int"`, or another `Type`. */
        elementType: SqlType;
    };
    /** A map, whose keys are texts, and whose values have one type. A change replaces the type. */
    map: {
        /** The type of the values, which must have a name and not be `char`: as SQL, such as `"int"`, or another `Type`. */
        valueType: SqlType;
    };
    /** A row with fields, at least one. A change replaces the type. */
    row: pulumi.Input<pulumi.Input<TypeField>[]>;
}>;

/** Arguments of a {@link Type}. */
export type TypeArgs = SchemaObjectArgs & TypeForm;

/**
 * A type of lists, maps or rows, which columns of a `Table` can have. Materialize can change nothing of a type but its owner and its comment: another name
 * replaces it as well. A replacement also replaces the tables that use the type, which lose their rows.
 *
 * Errors: at preview, a type that is none, or an element without a name; at `pulumi up`, a type that does not exist.
 *
 * See {@link https://materialize.com/docs/sql/create-type/ | CREATE TYPE}.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const tags = new materialize.Type("tag_list", { list: { elementType: "text" } });
 * const article = new materialize.Type("article", {
 *     row: [
 *         { name: "title", type: "text" },
 *         { name: "tags", type: tags },
 *     ],
 * });
 * new materialize.Table("articles", { columns: [{ name: "article", type: article }] });
 * ```
 */
export class Type extends MaterializeResource<"Type"> {
    constructor(name: string, args: TypeArgs, opts?: pulumi.CustomResourceOptions) {
        super("Type", name, args, opts);
    }
}

const lookups = schemaObjectLookups("Type");

/**
 * Returns the type with this exact name, schema and database.
 *
 * Errors: no such type exists; Materialize cannot be reached.
 *
 * @function
 */
export const getType = lookups.get;

/**
 * Returns the same as {@link getType} as outputs, which other resources take in place of a `Type`. Its arguments can be outputs.
 *
 * @function
 */
export const getTypeOutput = lookups.getOutput;

/**
 * Returns all types that users have created, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getTypes = lookups.list;

/**
 * Returns the same as {@link getTypes} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getTypesOutput = lookups.listOutput;
