import { checkText, describeType } from "./scalars";
import { isFields, isUnknown, type Problem, type ArgumentContext } from "./value";

const PRIMITIVES = ["null", "boolean", "int", "long", "float", "double", "bytes", "string"];

/** An Avro schema that stands in the program. */
export function checkAvro(value: unknown, context: ArgumentContext): Problem[] {
    if (isUnknown(value)) return [];
    if (typeof value !== "string") return context.problem(`takes an Avro schema as a string, not ${describeType(value)}`);
    const problems = checkText(value, context, {});
    return problems.length > 0 || parsed(value) !== undefined ? problems : context.problem("is not an Avro schema: that is JSON");
}

function parsed(text: unknown): unknown {
    try {
        return typeof text === "string" && !isUnknown(text) ? (JSON.parse(text) as unknown) : undefined;
    } catch {
        return undefined;
    }
}

/** The type of a field of a record: undefined where there is no such field, or no record. */
export const fieldOf = (schema: unknown, name: string): unknown =>
    fields(parsed(schema))?.find(field => field.name === name)?.type;

/** Whether a schema is known, and a record. */
export const isRecord = (schema: unknown): boolean => fields(parsed(schema)) !== undefined;

const fields = (type: unknown): Record<string, unknown>[] | undefined =>
    isFields(type) && type.type === "record" && Array.isArray(type.fields) ? type.fields.filter(isFields) : undefined;

/** A type without the null that makes it optional. */
const required = (type: unknown): unknown => {
    const branches = Array.isArray(type) ? type.filter(branch => branch !== "null") : [type];
    return branches.length === 1 ? branches[0] : undefined;
};

/** Whether a type can be no record; a name may stand for one. */
export function isScalar(type: unknown): boolean {
    const one = required(type);
    if (typeof one === "string") return PRIMITIVES.includes(one);
    return isFields(one) && one.type !== "record" && !isFields(one.type);
}

/** Whether two types are records that have other fields. */
export function isOther(one: unknown, another: unknown): boolean {
    const [left, right] = [one, another].map(type => fields(required(type))?.map(field => field.name));
    return left !== undefined && right !== undefined && left.join() !== right.join();
}
