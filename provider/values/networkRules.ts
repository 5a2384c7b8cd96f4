import { isNetworkBlock, NETWORK_BLOCK, shortestBlock } from "../../common/addresses";
import type { Reader } from "../sql/reader";
import { join, name, type Sql, sql } from "../sql/sql";
import { properties, type ShapeOf } from "./oneOf";
import { checkName, nameSchema } from "./reference";
import { choice, describeType, text } from "./scalars";
import { isFields, isUnknown, itemsSql, valueSql, type ValueType, withoutAbsent } from "./value";

/** Materialize's default for `max_rules_per_network_policy`. */
const MAX_RULES = 25;

const ruleName: ValueType<string> = { type: nameSchema("a name"), check: checkName, write: value => name(value) };

/** A block of addresses, which need not begin with its first one. */
const block: ValueType<string> = {
    ...text(),
    type: { type: "string", minBytes: 1, description: "a CIDR block" },
    check(value, context) {
        if (isUnknown(value)) return [];
        return typeof value === "string" && isNetworkBlock(value) ? [] : context.problem(`is not ${NETWORK_BLOCK}`);
    },
};

const action = choice("allow");
const direction = choice("ingress");

const rule = properties({ name: ruleName, address: block, action, direction }, ["name", "address"]);

type NetworkRule = ShapeOf<typeof rule>;

const withDefaults = ({ name: named, address, action: does, direction: of }: NetworkRule): Required<NetworkRule> => ({
    name: named,
    address,
    action: does ?? "allow",
    direction: of ?? "ingress",
});

/** The rules of a network policy. Their order has no meaning, and Materialize does not keep it. */
export const networkRules: ValueType<NetworkRule[]> = {
    type: { type: "list", items: rule.type, minItems: 0 },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes a list, not ${describeType(value)}`);
        const problems = value.flatMap((one, at) => rule.check(one, context.child(at)));
        if (problems.length > 0) return problems;
        const names = value.map((one: unknown) => (isFields(one) && !isUnknown(one.name) ? one.name : undefined));
        const repeated = names.findIndex((one, at) => one !== undefined && names.indexOf(one) < at);
        if (repeated >= 0)
            return context.child(repeated).child("name").problem("is the name of another rule: each rule needs its own");
        return value.length <= MAX_RULES
            ? []
            : context.problem(`has ${String(value.length)} rules; Materialize takes at most ${String(MAX_RULES)}`);
    },
    write: (value, context): Sql => {
        const rules = itemsSql(value, (one, at) => {
            const of = withDefaults(one);
            const inside = context.child(at);
            const options = [
                sql`ACTION = ${valueSql(action, of.action, inside.child("action"))}`,
                sql`DIRECTION = ${valueSql(direction, of.direction, inside.child("direction"))}`,
                sql`ADDRESS = ${valueSql(block, of.address, inside.child("address"))}`,
            ];
            return sql`${valueSql(ruleName, of.name, inside.child("name"))} (${join(options, ", ")})`;
        });
        return rules.length === 0 ? sql`()` : sql`(\n        ${join(rules, ",\n        ")}\n    )`;
    },
    read: from => from.list(() => readRule(from)),
    meaning: value => JSON.stringify(value.map(withDefaults).map(meaningOf).sort()),
};

/** Reads a rule. The catalog has no definition of a policy, so that only statements of users have one. */
function readRule(from: Reader): NetworkRule {
    const named = from.text();
    const options = from.list((): [string, string] => {
        const key = from.text().toLowerCase();
        from.accept("=");
        return [key, from.text()];
    });
    const {
        address = from.fail("ADDRESS"),
        action: does,
        direction: of,
        ...others
    }: Readonly<Record<string, string>> = Object.fromEntries(options);
    if (Object.keys(others).length > 0) from.fail("ACTION, DIRECTION or ADDRESS");
    return { name: named, address, ...withoutAbsent({ action: does, direction: of }) };
}

/** Returns a text that is equal for equal rules. The server writes an address of IPv6 in its shortest form. */
const meaningOf = ({ name: named, address, action: does, direction: of }: Required<NetworkRule>): string =>
    JSON.stringify([named, shortestBlock(address), does, of]);
