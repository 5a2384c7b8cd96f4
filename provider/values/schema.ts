/** Holds the name of an object: a schema of a database, a database, or nothing. */
export type Scope = "schema" | "database" | "none";

/** The scope of the objects of a kind. The cluster of an object takes the place of the database in its namespace. */
export type ObjectScope = Scope | "cluster";

/** The machine-readable type of an argument. The JSON schema of a kind is generated from it, and error messages print it. */
export type ValueSchema = (
    | { readonly type: "string"; readonly minBytes?: number; readonly maxBytes?: number; readonly pattern?: string }
    | { readonly type: "integer"; readonly min?: number; readonly max?: number }
    | { readonly type: "number"; readonly above?: number; readonly min?: number }
    | { readonly type: "boolean" }
    | { readonly type: "enum"; readonly words: readonly (string | boolean)[] }
    | { readonly type: "list"; readonly items: ValueSchema; readonly minItems: number }
    | { readonly type: "map"; readonly values: ValueSchema }
    | ObjectSchema
    | { readonly type: "one of"; readonly alternatives: readonly ValueSchema[] }
    | ReferenceSchema
    /** A `Secret`, which cannot be given by name, or a text if `text` is true. */
    | { readonly type: "secret"; readonly text: boolean }
    /** A value that components of this package compute, and no program writes. */
    | { readonly type: "any" }
) & {
    /** A description that replaces the derived one: `a list of brokers`. */
    readonly description?: string;
};

/** An object with properties. */
export interface ObjectSchema {
    readonly type: "object";
    readonly properties: Readonly<Record<string, ValueSchema>>;
    /** The properties that must be given; `one` if exactly one of all properties must be given. */
    readonly required: readonly string[] | "one";
}

/** An object of Materialize, by resource or by name. */
export interface ReferenceSchema {
    readonly type: "reference";
    /** The resource classes that it can be. */
    readonly kinds: readonly string[];
    readonly scope: Scope;
}

/** Returns the end of the sentence "must be …". */
export function describeSchema(schema: ValueSchema): string {
    if (schema.description !== undefined) return schema.description;
    switch (schema.type) {
        case "string":
            return "a string";
        case "integer":
            return `an integer${describeRange(schema.min, schema.max)}`;
        case "number":
            return `a number${schema.above === undefined ? describeRange(schema.min, undefined) : ` above ${String(schema.above)}`}`;
        case "boolean":
            return "true or false";
        case "enum":
            return `${schema.words.length > 1 ? "one of " : ""}${schema.words.map(word => JSON.stringify(word)).join(", ")}`;
        case "list":
            return "a list";
        case "map":
            return `an object whose values are each ${describeSchema(schema.values)}`;
        case "object":
            return describeObject(schema);
        case "one of":
            return schema.alternatives.map(describeSchema).join(" or ");
        case "reference":
            return `a ${schema.kinds.join(", ")}, its name, or { ${elsewhereKeys(schema.scope).join(", ")} }`;
        case "secret":
            return schema.text ? "a string or a Secret" : "a Secret";
        case "any":
            return "any value";
    }
}

function describeRange(min: number | undefined, max: number | undefined): string {
    if (min !== undefined && max !== undefined) return ` between ${String(min)} and ${String(max)}`;
    if (min !== undefined) return ` of at least ${String(min)}`;
    return max === undefined ? "" : ` of at most ${String(max)}`;
}

function describeObject({ properties, required }: ObjectSchema): string {
    const names = Object.keys(properties);
    if (names.length === 0) return "{}";
    return `an object with ${required === "one" ? "exactly one of " : ""}${names.join(", ")}`;
}

/** Returns the keys that name an object in another schema or database. */
export const elsewhereKeys = (scope: Scope): ("name" | "schema" | "database")[] =>
    scope === "none" ? ["name"] : scope === "database" ? ["name", "database"] : ["name", "schema", "database"];

/** Returns the types that a value can have: the alternatives of a `one of`, or the type itself. */
export const alternativesOf = (schema: ValueSchema): readonly ValueSchema[] =>
    schema.type === "one of" ? schema.alternatives.flatMap(alternativesOf) : [schema];

/** Returns the type of a property or an item of a value; undefined if it has none. */
export function partOf(schema: ValueSchema | undefined, key: string): ValueSchema | undefined {
    if (schema === undefined) return undefined;
    for (const one of alternativesOf(schema)) {
        const part = one.type === "object" ? one.properties[key] : one.type === "map" ? one.values : undefined;
        if (part !== undefined) return part;
    }
    return undefined;
}

/** Returns the type of the items of a list; undefined if a value cannot be a list. */
export const itemsOf = (schema: ValueSchema | undefined): ValueSchema | undefined =>
    schema === undefined ? undefined : alternativesOf(schema).flatMap(one => (one.type === "list" ? [one.items] : []))[0];

/** Returns the resource classes of the objects that a value, or a part of it, can refer to. */
export function referencedKinds(schema: ValueSchema): readonly string[] {
    switch (schema.type) {
        case "reference":
            return schema.kinds;
        case "secret":
            return ["Secret"];
        case "list":
            return referencedKinds(schema.items);
        case "map":
            return referencedKinds(schema.values);
        case "object":
            return Object.values(schema.properties).flatMap(referencedKinds);
        case "one of":
            return schema.alternatives.flatMap(referencedKinds);
        default:
            return [];
    }
}

const SECRET_REFERENCE: ReferenceSchema = { type: "reference", kinds: ["Secret"], scope: "schema" };

/** Returns the type of the resources that a value can be. A secret is given as a resource only, since a text is its value. */
export const resourceTypeOf = (schema: ValueSchema | undefined): ReferenceSchema | undefined =>
    referenceOf(schema) ?? (schema !== undefined && referencedKinds(schema).includes("Secret") ? SECRET_REFERENCE : undefined);

/** Returns the reference type that a value can have; undefined if it cannot be a reference. */
export const referenceOf = (schema: ValueSchema | undefined): ReferenceSchema | undefined =>
    schema === undefined ? undefined : alternativesOf(schema).find(one => one.type === "reference");

/** Returns the reference type of a text that is a name; undefined if a value can be another text. */
export const namedType = (schema: ValueSchema | undefined): ReferenceSchema | undefined =>
    schema !== undefined && alternativesOf(schema).some(one => one.type === "string") ? undefined : referenceOf(schema);
