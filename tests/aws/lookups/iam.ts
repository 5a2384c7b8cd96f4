import { isList, isObject, type Json, type JsonObject } from "../provider/values";
import { type Lookup, text } from "./lookup";

const list = (value: Json | undefined): readonly Json[] => (isList(value) ? value : []);

/** One value stands alone, several are sorted, as the provider writes them. */
const short = (value: Json | undefined): Json | undefined => {
    const values = [...list(value)].map(String).sort();
    return values.length > 1 ? values : values[0];
};

function grouped(parts: readonly Json[], name: string, of: (part: JsonObject) => Json | undefined): JsonObject | undefined {
    const entries = parts.filter(isObject).map(part => [text(part[name]), of(part)] as const);
    return entries.length > 0 ? Object.fromEntries(entries) : undefined;
}

function statement(given: JsonObject): JsonObject {
    const conditions = list(given.conditions).filter(isObject);
    const tests = [...new Set(conditions.map(({ test }) => text(test)))];
    const conditionsOf = (test: string): JsonObject | undefined =>
        grouped(
            conditions.filter(condition => condition.test === test),
            "variable",
            ({ values }) => short(values),
        );
    return {
        Sid: given.sid,
        Effect: given.effect ?? "Allow",
        Action: short(given.actions),
        NotAction: short(given.notActions),
        Resource: short(given.resources),
        Principal: grouped(list(given.principals), "type", ({ identifiers }) => short(identifiers)),
        ...(tests.length > 0 && { Condition: Object.fromEntries(tests.map(test => [test, conditionsOf(test)])) }),
    };
}

export const IAM: Readonly<Record<string, Lookup>> = {
    "aws:iam/getPolicyDocument:getPolicyDocument": (_, args) => {
        const policy = {
            Version: args.version ?? "2012-10-17",
            Statement: list(args.statements).filter(isObject).map(statement),
        };
        const json = JSON.stringify(policy, undefined, 2);
        return { ...args, id: String(json.length), json, minifiedJson: JSON.stringify(policy) };
    },
};
