import { type Lookup, LOOKUPS } from "../../plugin/lookups";
import { type Member, memberAt, membersOf } from "./comments";
import { capital, type ObjectTypeSpec, type PropertySpec, TOKEN, type TypeSpec, type Types } from "./types";

/** A function in Pulumi's schema. */
export interface FunctionSpec {
    readonly description: string;
    readonly inputs: ObjectTypeSpec;
    readonly outputs: ObjectTypeSpec;
}

/** The interfaces of the arguments and of the result of a lookup. */
interface Signature {
    readonly description: string;
    readonly args: string;
    readonly found: string;
}

const OTHERS: Readonly<Record<string, Signature>> = {
    getEgressIps: {
        description: "Returns the address blocks from which Materialize connects, for firewalls and security groups.",
        args: "EnvironmentLookupArgs",
        found: "EgressIp",
    },
    getSystemParameter: {
        description: "Returns a system parameter of the environment by its name, for example `max_secrets`.",
        args: "ObjectLookupArgs",
        found: "FoundSystemParameter",
    },
    getSourceReferences: {
        description: "Returns the tables that a source can read.",
        args: "SchemaObjectLookupArgs",
        found: "SourceReference",
    },
};

/** Returns the lookup functions by token. */
export const functions = (types: Types): Record<string, FunctionSpec> =>
    Object.fromEntries([...LOOKUPS].map(([name, lookup]) => [`${TOKEN}${name}`, functionOf(name, lookup, types)]));

function signatureOf(name: string, { kind, isList }: Lookup): Signature {
    const other = OTHERS[name];
    if (other !== undefined) return other;
    if (kind === undefined) throw new Error(`the function ${name} has no description`);
    const scope = kind.scope === "none" ? "" : capital(kind.scope);
    const found = membersOf(`Found${kind.name}`).size > 0 ? `Found${kind.name}` : `Found${scope}Object`;
    return isList
        ? {
              description: `Returns all objects of the kind ${kind.name}, sorted by qualified name.`,
              args: scope === "" ? "EnvironmentLookupArgs" : `${scope}ObjectsLookupArgs`,
              found,
          }
        : {
              description: `Returns the ${kind.name} with a name. It is an error if there is none.`,
              args: `${scope}ObjectLookupArgs`,
              found,
          };
}

function functionOf(name: string, lookup: Lookup, types: Types): FunctionSpec {
    const { description, args, found } = signatureOf(name, lookup);
    const result = objectType(found);
    if (!lookup.isList) return { description, inputs: objectType(args), outputs: result };
    const items: PropertySpec = { type: "array", items: types.add(found, result), description: "What was found." };
    return { description, inputs: objectType(args), outputs: { type: "object", properties: { items }, required: ["items"] } };
}

/** Returns the object type of an interface. */
function objectType(name: string): ObjectTypeSpec {
    const members = [...membersOf(name)];
    const required = members.filter(([key]) => !isOptional(name, key)).map(([key]) => key);
    return {
        type: "object",
        properties: Object.fromEntries(members.map(([key, member]) => [key, propertyOf(member)])),
        ...(required.length === 0 ? {} : { required: required.sort() }),
    };
}

const propertyOf = (member: Member): PropertySpec => ({
    ...typeOf(member),
    ...(member.description === undefined ? {} : { description: member.description }),
});

/** Returns true if a property is declared as optional. */
const isOptional = (name: string, key: string): boolean => memberAt(name, [key])?.isOptional === true;

function typeOf({ type }: Member): TypeSpec {
    const text = (type?.getText() ?? "").replace(" | undefined", "");
    if (text.endsWith("[]")) return { type: "array", items: { type: "string" } };
    if (text === "unknown") return { $ref: "pulumi.json#/Any" };
    // `T` is the type of an argument that can be an output, and `K` the kind.
    return { type: text === "number" || text === "boolean" ? text : "string" };
}
