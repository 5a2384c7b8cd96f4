import { sql } from "../sql/sql";
import { networkRules } from "../values/networkRules";
import { lockout } from "./shared/lockout";
import { objectKind } from "../statement/kind";
import {
    commonRows,
    forbidReservedName,
    omitRows,
    option,
    parenthesizedList,
    setAndReset,
    withoutRename,
} from "../statement/rows";

/** The rules of a policy `o` as JSON. The server does not keep their order. */
const RULES = `coalesce((SELECT pg_catalog.jsonb_agg(pg_catalog.jsonb_build_object('name', p.name, 'action', p.action, 'direction', p.direction, 'address', p.address))
FROM mz_internal.mz_network_policy_rules p WHERE p.policy_id = o.id)::pg_catalog.text, '[]')`;

export const networkPolicy = objectKind({
    name: "NetworkPolicy",
    object: "NETWORK POLICY",
    scope: "none",
    rows: [
        // No statement changes the owner of a policy. One that is in use cannot be dropped, so that its replacement takes its place before.
        ...withoutRename(omitRows(commonRows, "owner", "cascade"), "Materialize cannot rename a network policy").map(one =>
            one.path === "name" ? { ...one, createBeforeDelete: true as const } : one,
        ),
        {
            ...option("rules", "RULES", networkRules, { required: true }),
            column: { expression: RULES, read: text => JSON.parse(text) as unknown },
        },
    ],
    rights: [{ operations: ["create"], needs: "CREATENETWORKPOLICY", on: "SYSTEM" }],
    rules: [forbidReservedName("network policy name")],
    advice: [
        {
            serverMessage: "network policy is currently in use",
            advice: 'Detach it first: delete the SystemParameter "network_policy" that names it, or give that one another policy. A SystemParameter of another stack or a value that was set by hand (ALTER SYSTEM RESET network_policy) is for a superuser to change',
        },
        lockout,
    ],
    create: parts => sql`CREATE NETWORK POLICY ${parts.target} ${parenthesizedList(parts.options, "")}`,
    alter: setAndReset("NETWORK POLICY"),
    catalog: { relation: "mz_internal.mz_network_policies", type: "network-policy" },
});
