import { secretArguments } from "../../plugin/inputs";
import { argumentNames } from "../../provider/lifecycle/state";
import { serverOutputs } from "../../provider/previewOutputs";
import type { AnyKind, Row } from "../../provider/statement/kind";
import { hasSubject } from "../../provider/statement/kind";
import type { ObjectSchema, ValueSchema } from "../../provider/values/schema";
import { descriptionOf, memberAt, membersOf } from "./comments";
import { capital, describe, type ObjectTypeSpec, type PropertySpec, type TypeSpec, type Types } from "./types";

/** A resource in Pulumi's schema: its outputs, which include the inputs, and its inputs. */
export interface ResourceSpec extends Omit<ObjectTypeSpec, "type"> {
    readonly inputProperties: Readonly<Record<string, PropertySpec>>;
    readonly requiredInputs?: readonly string[];
}

/** Returns a kind as a resource of Pulumi's schema. */
export function resourceOf(kind: AnyKind, types: Types): ResourceSpec {
    const inputs = Object.fromEntries(argumentNames(kind).map(key => [key, argument(kind, key, types)]));
    const outputs = Object.fromEntries(outputNames(kind).map(key => [key, outputOf(kind, key)]));
    const required = argumentNames(kind).filter(key => isRequired(kind, key));
    const known = Object.keys(outputs).filter(key => !isOptional(kind, key));
    const description = descriptionOf(kind.name);
    const named = hasSubject(kind) ? [] : ["name"];
    const requiredInputs = required.filter(key => key !== "name" || hasSubject(kind)).sort();
    return {
        ...(description === undefined ? {} : { description }),
        properties: { ...withoutReplacement(inputs), ...outputs },
        required: [...new Set([...named, ...required, ...known])].sort(),
        inputProperties: inputs,
        ...(requiredInputs.length === 0 ? {} : { requiredInputs }),
    };
}

/** Returns an argument: a single one, or the group of those with a common beginning of their paths. */
function argument(kind: AnyKind, key: string, types: Types): PropertySpec {
    const rows = kind.rows.filter(row => row.path === key || row.path.startsWith(`${key}.`));
    const schema = schemaAt(rows, key);
    const place = { args: `${kind.name}Args`, path: [key], typeName: `${kind.name}${capital(key)}` };
    return {
        ...types.of(schema, place),
        ...describe(place, schema),
        ...(secretArguments(kind).includes(key) ? { secret: true } : {}),
        ...(rows.every(replaces) ? { willReplaceOnChanges: true } : {}),
    };
}

/** Returns true if every change of an argument replaces the resource. */
const replaces = (row: Row): boolean => row.change.by === "replacement" && row.extension === undefined;

/** Returns the type of the arguments at a path. */
function schemaAt(rows: readonly Row[], path: string): ValueSchema {
    const own = rows.find(row => row.path === path);
    if (own !== undefined) return own.value.type;
    const steps = [...new Set(rows.map(row => row.path.slice(path.length + 1).split(".")[0] ?? ""))];
    const inside = (step: string): Row[] => rows.filter(row => `${row.path}.`.startsWith(`${path}.${step}.`));
    const group: ObjectSchema = {
        type: "object",
        properties: Object.fromEntries(steps.map(step => [step, schemaAt(inside(step), `${path}.${step}`)])),
        required: steps.filter(step => inside(step).some(row => row.path === `${path}.${step}` && row.required === true)),
    };
    return group;
}

const isRequired = (kind: AnyKind, key: string): boolean => kind.rows.some(row => row.path === key && row.required === true);

/** Returns the names of the outputs that are no arguments. */
function outputNames(kind: AnyKind): string[] {
    const ofObjects = hasSubject(kind) ? [] : ["qualifiedName", ...Object.keys({ ...kind.derived })];
    return ["definition", ...serverOutputs(kind), ...ofObjects];
}

/** Returns an output as its class declares it. */
function outputOf(kind: AnyKind, key: string): PropertySpec {
    const member = memberAt(kind.name, [key]) ?? memberAt("MaterializeResource", [key]);
    if (member === undefined) throw new Error(`the class ${kind.name} does not declare the output ${key}`);
    return {
        ...typeOf(member.type?.getText() ?? ""),
        ...(member.description === undefined ? {} : { description: member.description }),
    };
}

const TYPES: Readonly<Record<string, TypeSpec>> = {
    string: { type: "string" },
    "string[]": { type: "array", items: { type: "string" } },
    unknown: { $ref: "pulumi.json#/Any" },
};

function typeOf(text: string): TypeSpec {
    const type = TYPES[text.replace(/^pulumi\.Output<(.*)>$/u, "$1").replace(" | undefined", "")];
    if (type === undefined) throw new Error(`an output has the type ${text}`);
    return type;
}

/** Returns true if an output can be absent. */
const isOptional = (kind: AnyKind, key: string): boolean =>
    (memberAt(kind.name, [key]) ?? membersOf("MaterializeResource").get(key))?.type?.getText().includes("undefined") === true;

/** Returns the inputs as outputs, of which no change is described. */
const withoutReplacement = (inputs: Readonly<Record<string, PropertySpec>>): Record<string, PropertySpec> =>
    Object.fromEntries(
        Object.entries(inputs).map(([key, property]) => [
            key,
            Object.fromEntries(Object.entries(property).filter(([name]) => name !== "willReplaceOnChanges")),
        ]),
    );
