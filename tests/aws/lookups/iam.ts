import { isList, isObject, type Json, type JsonObject } from "../provider/values";
import { type Lookup, asText } from "./lookup";

const toList = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

/** Returns a single value alone and several values sorted, as the provider writes them. */
const normalizeValues = (value: Json | undefined): Json | undefined => {
    const values = [...toList(value)].map(String).sort();
    return values.length > 1 ? values : values[0];
};

function groupBy(parts: readonly Json[], name: string, of: (part: JsonObject) => Json | undefined): JsonObject | undefined {
    const entries = parts.filter(isObject).map(part => [asText(part[name]), of(part)] as const);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function toStatement(given: JsonObject): JsonObject {
    const conditions = toList(given.conditions).filter(isObject);
    const tests = [...new Set(conditions.map(({ test }) => asText(test)))];
    const conditionsOf = (test: string): JsonObject | undefined =>
        groupBy(
            conditions.filter(condition => condition.test === test),
            "variable",
            ({ values }) => normalizeValues(values),
        );
    return {
        Sid: given.sid,
        Effect: given.effect ?? "Allow",
        Action: normalizeValues(given.actions),
        NotAction: normalizeValues(given.notActions),
        Resource: normalizeValues(given.resources),
        Principal: groupBy(toList(given.principals), "type", ({ identifiers }) => normalizeValues(identifiers)),
        ...(tests.length > 0 && { Condition: Object.fromEntries(tests.map(test => [test, conditionsOf(test)])) }),
    };
}

export const IAM: Readonly<Record<string, Lookup>> = {
    "aws:iam/getPolicyDocument:getPolicyDocument": (_, args) => {
        const policy = {
            Version: args.version ?? "2012-10-17",
            Statement: toList(args.statements).filter(isObject).map(toStatement),
        };
        const json = JSON.stringify(policy, undefined, 2);
        return { ...args, id: String(json.length), json, minifiedJson: JSON.stringify(policy) };
    },
};
