import { join, literal, name, type Sql } from "../sql/sql";
import { checkName, isResource, nameSchema } from "./reference";
import { checkText, describeType } from "./scalars";
import { type ArgumentContext, isUnknown, type Problem, type ValueType } from "./value";

/** The name of a parameter. Materialize has no parameter with another name, and knows none by a name in upper case. */
export const parameterName: ValueType<string> = {
    type: nameSchema("the name of a parameter"),
    check(value, context) {
        const problems = checkName(value, context);
        if (problems.length > 0 || typeof value !== "string" || isUnknown(value) || NAME.test(value)) return problems;
        return context.problem('is not the name of a parameter: write it in lower case, such as "statement_timeout"');
    },
    write: value => name(value),
};

const NAME = /^[a-z][a-z0-9_]*$/u;

const NO_SECRET = "cannot be a secret: every role can read the parameters of Materialize";

function checkOne(value: unknown, context: ArgumentContext): Problem[] {
    if (context.secret) return context.problem(NO_SECRET);
    if (isUnknown(value)) return [];
    if (isResource(value)) return context.problem("takes a string, not a resource: give its name, such as policy.name");
    if (typeof value !== "string") return context.problem(`takes a string, not ${describeType(value)}`);
    return checkText(value, context, { empty: true });
}

/** The value of a parameter. */
export const parameterValue: ValueType<string> = {
    type: { type: "string" },
    check: checkOne,
    write: value => literal(value),
};

/** The value of a parameter, or the values of one that is a list. The catalog has a list as one text. */
export const parameterValues: ValueType<string | string[]> = {
    type: { type: "one of", alternatives: [{ type: "string" }, { type: "list", items: { type: "string" }, minItems: 1 }] },
    check(value, context) {
        if (!Array.isArray(value)) return checkOne(value, context);
        if (value.length === 0) return context.problem("takes at least 1 item");
        return value.flatMap((one, at) => checkOne(one, context.child(at)));
    },
    write: value =>
        Array.isArray(value)
            ? join(
                  value.map(one => literal(one)),
                  ", ",
              )
            : literal(value),
    meaning: value => (Array.isArray(value) ? value.join(", ") : value),
};

/** The parameters that are lists. The catalog separates their items by commas, and quotes those of the system that need it. */
const LISTS: ReadonlySet<string> = new Set(["search_path", "allowed_cluster_replica_sizes"]);

/** Returns true if a parameter is a list. */
export const isList = (parameter: unknown): boolean => typeof parameter === "string" && LISTS.has(parameter);

/** Returns the items of a list that the catalog prints as one text: `a, "b c"`. */
export const listItems = (printed: string): string[] =>
    [...printed.matchAll(/\s*(?:"(?<quoted>(?:[^"]|"")*)"|(?<plain>[^,]*))\s*(?:,|$)/gu)]
        .map(({ groups }) => groups?.quoted?.replaceAll('""', '"') ?? (groups?.plain ?? "").trim())
        .filter(item => item !== "");

/** Returns a value as SQL. Materialize would take a list in one text for one item. */
export const parameterSql = (parameter: unknown, value: unknown, written: Sql): Sql =>
    isList(parameter) && typeof value === "string" && !isUnknown(value)
        ? join(
              listItems(value).map(item => literal(item)),
              ", ",
          )
        : written;
