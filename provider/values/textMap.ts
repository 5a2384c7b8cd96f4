import { itemsOf } from "../sql/tokens";
import { join, literal, sql } from "../sql/sql";
import { checkText, describeType } from "./scalars";
import { isFields, isUnknown, type ValueType } from "./value";

type Texts = Readonly<Record<string, string>>;

const inOrder = (value: Texts): [string, string][] => Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));

/** Texts by keys: `MAP['a' => 'b']`. They have no order. */
export const textMap: ValueType<Texts> = {
    type: { type: "map", values: { type: "string" }, description: "an object of texts" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!isFields(value)) return context.problem(`takes an object of texts, not ${describeType(value)}`);
        return Object.entries(value).flatMap(([key, one]) => {
            const at = context.child(key);
            const problems = checkText(key, at, {});
            if (problems.length > 0 || isUnknown(one)) return problems;
            return typeof one === "string"
                ? checkText(one, at, { empty: true })
                : at.problem(`takes a string, not ${describeType(one)}`);
        });
    },
    write: (value, context) => {
        const entries = inOrder(value).map(
            ([key, one]) => sql`${literal(key, context.secret)} => ${literal(one, context.secret)}`,
        );
        return sql`MAP[${join(entries, ", ")}]`;
    },
    interpret: from => {
        from.expect("MAP", "[");
        const entries: [string, string][] = [];
        while (!from.accept("]")) {
            const key = from.text();
            from.expect("=>");
            entries.push([key, from.text()]);
            if (!from.accept(",") && !from.isNext("]")) from.fail("]");
        }
        return Object.fromEntries(entries);
    },
    normalize: tokens => {
        const items = itemsOf(tokens.slice(2, -1)).filter(item => item.length > 0);
        return items.sort((one, other) => ((one[0]?.text ?? "") < (other[0]?.text ?? "") ? -1 : 1)).flat();
    },
};
