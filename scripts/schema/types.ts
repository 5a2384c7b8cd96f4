import { TOKEN_PREFIXES } from "../../common/tokens";
import type { ObjectSchema, ReferenceSchema, ValueSchema } from "../../provider/values/schema";
import { memberAt } from "./comments";

/** The type of a property in Pulumi's schema. */
export interface TypeSpec {
    readonly type?: "string" | "integer" | "number" | "boolean" | "array" | "object";
    readonly items?: TypeSpec;
    readonly additionalProperties?: TypeSpec;
    readonly $ref?: string;
    readonly oneOf?: readonly TypeSpec[];
}

/** A property in Pulumi's schema. */
export interface PropertySpec extends TypeSpec {
    readonly description?: string;
    readonly secret?: true;
    readonly willReplaceOnChanges?: true;
}

/** An object type in Pulumi's schema. */
export interface ObjectTypeSpec {
    readonly type: "object";
    readonly description?: string;
    readonly properties: Readonly<Record<string, PropertySpec>>;
    readonly required?: readonly string[];
}

export const TOKEN = TOKEN_PREFIXES.plugin;
const ANY: TypeSpec = { $ref: "pulumi.json#/Any" };
const OBJECT_NAME = `${TOKEN}ObjectName`;

/** Where a type is: the interface of the arguments, the path in it, and the name that a type of its own gets. */
export interface Place {
    readonly args: string;
    readonly path: readonly string[];
    readonly typeName: string;
}

/** Collects the object types of the schema. */
export class Types {
    readonly all = new Map<string, ObjectTypeSpec>([
        [
            OBJECT_NAME,
            {
                type: "object",
                description:
                    "Names an object: by `name`, with `schema` and `database` if they are not those of the resource that refers to it; or by `id` and `qualifiedName`, as a lookup returns it and as the state holds a reference to a resource.",
                properties: {
                    name: { type: "string", description: "The object's exact name." },
                    schema: {
                        type: "string",
                        description:
                            "The exact name of the object's schema. Default: the schema of the resource that refers to it.",
                    },
                    database: {
                        type: "string",
                        description:
                            "The exact name of the object's database. Default: the database of the resource that refers to it.",
                    },
                    id: { type: "string", description: "The output `id` of the object." },
                    qualifiedName: { type: "string", description: "The output `qualifiedName` of the object." },
                },
            },
        ],
    ]);

    /** Returns a type as Pulumi's schema has it. */
    of(schema: ValueSchema, place: Place): TypeSpec {
        switch (schema.type) {
            case "enum":
                return union(
                    [...new Set(schema.words.map(word => typeof word))].map(type => ({ type: type as "string" | "boolean" })),
                );
            case "list":
                return { type: "array", items: this.of(schema.items, place) };
            case "map":
                return { type: "object", additionalProperties: this.of(schema.values, place) };
            case "object":
                return this.object(schema, place);
            case "one of":
                return union(this.alternatives(schema.alternatives, place));
            case "reference":
                return union(references(schema, place));
            case "secret":
                return union([...(schema.text ? [{ type: "string" as const }] : []), ...references(schema, place)]);
            case "any":
                return ANY;
            default:
                return { type: schema.type };
        }
    }

    /** Adds an object type with some properties, and returns a reference to it. */
    add(name: string, type: ObjectTypeSpec): TypeSpec {
        const token = `${TOKEN}${name}`;
        const before = this.all.get(token);
        if (before !== undefined && JSON.stringify(before) !== JSON.stringify(type))
            throw new Error(`two types have the name ${token}`);
        this.all.set(token, type);
        return { $ref: `#/types/${token}` };
    }

    /** Returns the alternatives. Several object types are one with the properties of all, since a union of objects has no discriminator. */
    private alternatives(all: readonly ValueSchema[], place: Place): TypeSpec[] {
        const objects = all.filter(one => one.type === "object");
        const single = objects.length < 2 ? undefined : mergedObject(objects);
        const kept = all.filter(one => single === undefined || one.type !== "object");
        return [...kept, ...(single === undefined ? [] : [single])].map(one => this.of(one, place));
    }

    private object({ properties, required }: ObjectSchema, { args, path, typeName }: Place): TypeSpec {
        const described = Object.entries(properties).map(([key, schema]): [string, PropertySpec] => {
            const place = { args, path: [...path, key], typeName: `${typeName}${capital(key)}` };
            return [key, { ...this.of(schema, place), ...describe(place, schema) }];
        });
        const sorted = required === "one" ? [] : [...required].sort();
        const description =
            required === "one"
                ? { description: `Exactly one of the properties is given: ${Object.keys(properties).join(", ")}.` }
                : {};
        return this.add(typeName, {
            type: "object",
            ...description,
            properties: Object.fromEntries(described),
            ...(sorted.length === 0 ? {} : { required: sorted }),
        });
    }
}

/** Returns the description of an argument from its doc comment, with the words that it takes. */
export function describe({ args, path }: Place, schema: ValueSchema): { description?: string } {
    const text = memberAt(args, path)?.description;
    const words =
        schema.type === "enum" ? `Takes ${schema.words.map(word => `\`${JSON.stringify(word)}\``).join(", ")}.` : undefined;
    const description = [text, words].filter(part => part !== undefined).join(" ");
    return description === "" ? {} : { description };
}

/**
 * Returns what a reference takes. An object type names no resource class: in Python, the module of a class imports the object types, which cannot
 * import this class in turn.
 */
function references(schema: ReferenceSchema | Extract<ValueSchema, { type: "secret" }>, { path }: Place): TypeSpec[] {
    const kinds = schema.type === "secret" ? ["Secret"] : schema.kinds;
    const byName: TypeSpec[] = schema.type === "secret" ? [] : [{ type: "string" }];
    const resources = path.length > 1 ? [ANY] : kinds.map(kind => ({ $ref: `#/resources/${TOKEN}${kind}` }));
    return [...byName, { $ref: `#/types/${OBJECT_NAME}` }, ...resources];
}

/** Returns one object type with the properties of several. Only what all of them need is required. */
const mergedObject = (objects: readonly ObjectSchema[]): ValueSchema & ObjectSchema => ({
    type: "object",
    properties: Object.assign({}, ...objects.map(one => one.properties)) as ObjectSchema["properties"],
    required: objects
        .map(one => (one.required === "one" ? [] : one.required))
        .reduce((common, one) => common.filter(key => one.includes(key))),
});

/** Returns a union without repeated types, or the only type. */
function union(all: readonly TypeSpec[]): TypeSpec {
    const flat = all.flatMap(one => one.oneOf ?? [one]);
    const distinct = flat.filter((one, at) => flat.findIndex(other => JSON.stringify(other) === JSON.stringify(one)) === at);
    return distinct.length === 1 && distinct[0] !== undefined ? distinct[0] : { oneOf: distinct };
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
