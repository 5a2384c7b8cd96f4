import type { Doc } from "../doc";

// What the documents of expressions say about NULL.

/** An operator with its operands. */
interface Operation {
    readonly operator: string;
    readonly operands: readonly Doc[];
}

const isList = (doc: Doc | undefined): doc is readonly Doc[] => Array.isArray(doc);

const parts = (doc: Doc | undefined): readonly Doc[] => {
    if (isList(doc)) return doc;
    if (typeof doc !== "object") return [];
    if ("group" in doc) return parts(doc.group);
    if ("nest" in doc) return parts(doc.nest);
    if ("unbroken" in doc) return parts(doc.unbroken);
    return "materialize" in doc ? parts(doc.materialize) : [];
};

/** Returns the expression in parentheses, or the expression itself. */
const unwrapped = (doc: Doc): Doc => {
    const [left, inner, , right] = parts(doc);
    const [, only] = parts(inner);
    return left === "(" && right === ")" && only !== undefined ? unwrapped(only) : doc;
};

/** Returns the operation of an expression: `a = b`, `a LIKE b`, `a IS NOT NULL`, `a::text`, `a AND b`. */
function operation(expression: Doc): Operation | undefined {
    const all = parts(unwrapped(expression));
    const [left, second, third, fourth] = all;
    if (left === undefined || second === undefined) return undefined;
    if (typeof second === "string") return { operator: second.trim(), operands: third === undefined ? [left] : [left, third] };
    // A bracket whose gap is a space: a AND b, a IS NOT NULL.
    const word = parts(second)[1];
    if (typeof word === "string" && fourth !== undefined) return { operator: word, operands: [left, fourth] };
    if (typeof third !== "string" || fourth === undefined) return undefined;
    return { operator: third.trim(), operands: [left, isLine(fourth) ? (all[4] ?? fourth) : operand(fourth)] };
}

const isLine = (doc: Doc): boolean => typeof doc === "object" && "line" in doc;
const operand = (doc: Doc): Doc => (typeof doc === "object" && "nest" in doc ? doc.nest : doc);

/** Returns the conditions that AND joins. */
export function conjuncts(condition: Doc): readonly Doc[] {
    const found = operation(condition);
    return found?.operator === "AND" ? found.operands.flatMap(conjuncts) : [condition];
}

const COMPARISONS: ReadonlySet<string> = new Set(["=", "<>", "<", ">", "<=", ">=", "LIKE", "NOT LIKE", "ILIKE", "BETWEEN"]);
/** Operators whose result is NULL only if an operand is NULL. */
const STRICT: ReadonlySet<string> = new Set(["+", "-", "*", "/", "%", "||", "::", ...COMPARISONS]);
const STRICT_FUNCTIONS: ReadonlySet<string> = new Set(["upper", "lower", "length", "abs"]);
/** Calls that are NULL only if all arguments are. */
const FIRST_KNOWN: ReadonlySet<string> = new Set(["COALESCE(", "GREATEST(", "LEAST("]);

/** Returns the columns that cannot be NULL in a row for which a condition is true. */
export function columnsWithoutNull(condition: Doc): string[] {
    const found = operation(condition);
    if (found === undefined) return [];
    const [left] = found.operands;
    if (found.operator === "IS NOT" && left !== undefined) return found.operands[1] === "NULL" ? strictColumns(left) : [];
    return COMPARISONS.has(found.operator) ? found.operands.flatMap(strictColumns) : [];
}

/** Returns the columns that make an expression NULL if they are. */
function strictColumns(expression: Doc): string[] {
    const column = columnOf(expression);
    if (column !== undefined) return [column];
    const found = operation(expression);
    return found !== undefined && STRICT.has(found.operator) ? found.operands.flatMap(strictColumns) : [];
}

/** Returns the name of a column, if an expression is a reference to one. */
export function columnOf(expression: Doc): string | undefined {
    const path = parts(unwrapped(expression));
    const last = path.at(-1);
    const isPath = path.every((part, at) => (at % 2 === 1 ? part === "." : typeof part === "object" && "ident" in part));
    return isPath && typeof last === "object" && "ident" in last ? last.ident : undefined;
}

/** True if an expression can never be NULL, where `never` tells it of columns. */
export function isNeverNull(expression: Doc, never: (column: string) => boolean): boolean {
    const value = unwrapped(expression);
    if (typeof value === "object" && "literal" in value) return true;
    const column = columnOf(value);
    if (column !== undefined) return never(column);
    const [name, values] = callOf(value);
    if (name === "count") return true;
    if (FIRST_KNOWN.has(name)) return values.some(one => isNeverNull(one, never));
    if (STRICT_FUNCTIONS.has(name)) return values.every(one => isNeverNull(one, never));
    const found = operation(value);
    if (found?.operator.startsWith("IS") === true) return true;
    if (found === undefined || !STRICT.has(found.operator)) return false;
    return (found.operator === "::" ? found.operands.slice(0, 1) : found.operands).every(one => isNeverNull(one, never));
}

/** Returns the name and the arguments of a call. */
function callOf(value: Doc): [name: string, values: readonly Doc[]] {
    const [head, list] = parts(value);
    const builtin = isList(head) ? head[0] : head;
    const name = typeof builtin === "object" && "builtin" in builtin ? builtin.builtin.at(-1) : builtin;
    const values = parts(parts(list)[1]).filter(part => !(isList(part) && part[0] === ","));
    return [typeof name === "string" ? name : "", values];
}

const AGGREGATES: ReadonlySet<string> = new Set(["count", "sum", "min", "max", "avg", "array_agg", "jsonb_agg", "string_agg"]);

/** True if an expression aggregates rows. A window function does not. */
export function isAggregate(expression: Doc): boolean {
    const all = parts(expression);
    if (all.includes(" OVER (")) return false;
    return AGGREGATES.has(callOf(expression)[0]) || all.some(part => typeof part === "object" && isAggregate(part));
}
