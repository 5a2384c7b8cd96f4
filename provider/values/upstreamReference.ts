import { name } from "../sql/sql";
import { checkName, nameSchema } from "./reference";
import { isUnknown, type ValueType } from "./value";

/** The name of the table has at most a database and a schema before it. */
const MOST_PARTS = 3;

/**
 * What a table of a source reads: the parts of the name of a table, or a topic. Materialize stores the database and the schema of a table, whether they
 * were given or not.
 */
export const upstreamReference: ValueType<string | string[]> = {
    type: {
        type: "one of",
        alternatives: [
            nameSchema("the topic's name"),
            { type: "list", items: nameSchema("a part of the table's name"), minItems: 1 },
        ],
        description: `the topic's name, or a list of the parts of the table's name, such as ["public", "orders"]`,
    },
    check(value, context) {
        if (!Array.isArray(value) || isUnknown(value)) return checkName(value, context);
        if (value.length === 0 || value.length > MOST_PARTS)
            return context.problem(
                `takes one to ${String(MOST_PARTS)} parts of the table's name, such as ["public", "orders"], not ${String(value.length)}`,
            );
        return value.flatMap((part, at) => checkName(part, context.child(at)));
    },
    write: value => (typeof value === "string" ? name(value) : name(...value)),
    // A table of a database is stored with its schema, and a topic has one part.
    read: from => {
        const path = from.path();
        return path.length === 1 ? path.join("") : path;
    },
    withoutAdded: (stored, given) => (Array.isArray(stored) && Array.isArray(given) ? stored.slice(-given.length) : stored),
};
