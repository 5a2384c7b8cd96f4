import { checkText, describeType } from "./scalars";
import { isFields, isUnknown, type Problem, type ArgumentContext } from "./value";

const PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/** Checks an inline Avro schema. */
export function checkAvro(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes an Avro schema as a string, not ${describeType(value)}`);
    const problems = checkText(value, context, {});
    return problems.length > 0 || parsed(value) !== undefined
        ? problems
        : context.problem("is not an Avro schema, which must be JSON");
}

function parsed(text: unknown): unknown {
    try {
        return typeof text === "string" && !isUnknown(text) ? (JSON.parse(text) as unknown) : undefined;
    } catch {
        return undefined;
    }
}

/** Returns the type of a field of a record; undefined if the schema is no record or has no such field. */
export const fieldOf = (schema: unknown, name: string): unknown =>
    fields(parsed(schema))?.find(field => field.name === name)?.type;

/** Returns true if a schema is known and a record. */
export const isRecord = (schema: unknown): boolean => fields(parsed(schema)) !== undefined;

const fields = (type: unknown): Record<string, unknown>[] | undefined =>
    isFields(type) && type.type === "record" && Array.isArray(type.fields) ? type.fields.filter(isFields) : undefined;

/** Returns a type without the null that makes it optional. */
const required = (type: unknown): unknown => {
    const branches = Array.isArray(type) ? type.filter(branch => branch !== "null") : [type];
    return branches.length === 1 ? branches[0] : undefined;
};

/** Returns true if a type is not a record. A name may refer to a record. */
export function isScalar(type: unknown): boolean {
    const one = required(type);
    if (typeof one === "string") return PRIMITIVES.includes(one);
    return isFields(one) && one.type !== "record" && !isFields(one.type);
}

/** Returns true if two types are records with different fields. */
export function isOther(one: unknown, another: unknown): boolean {
    const [left, right] = [one, another].map(type => fields(required(type))?.map(field => field.name));
    return left !== undefined && right !== undefined && left.join() !== right.join();
}
