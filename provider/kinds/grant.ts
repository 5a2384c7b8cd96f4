import { OBJECT_PRIVILEGES, SYSTEM_PRIVILEGES } from "../../common/privileges";
import { type Sql, sql } from "../sql/sql";
import { grantKind, type Rule, type StatementParts } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { fixedClause, profileRow, validPrivileges } from "../statement/rows";
import { privilegesOf } from "../values/acl";
import { grantee } from "../values/privileges";
import { findObject, grantOnAll } from "./shared/grantedObjects";
import { privilegesRow, roleClause, roleId } from "./shared/grantee";
import { isGrantable, on, SYSTEM, TARGETS, targetOf } from "./shared/grantTargets";
import { PRIVILEGES, PRIVILEGES_ON_SYSTEM } from "./shared/privilegesQuery";

const PAIR = "the object and the role identify a grant";

const known = [
    ...Object.keys(TARGETS)
        .filter(isGrantable)
        .map(key => [key, OBJECT_PRIVILEGES[key]] as const),
    [`"${SYSTEM}"`, SYSTEM_PRIVILEGES] as const,
];

const rules: readonly Rule[] = [
    validPrivileges(args => (args.get("on") === SYSTEM ? SYSTEM_PRIVILEGES : targetOf(args.get("on"))?.privileges), known),
];

// The statement has two lines, so that a preview shows changed privileges as one changed line.
const granting = (parts: StatementParts, names: Sql): Sql =>
    sql`GRANT ${names}\n    ON ${parts.clause("on").flat()} TO ${parts.clause("role").flat()}`;

export const grant = grantKind({
    name: "Grant",
    rows: [fixedClause("on", "", on, PAIR, { required: true }), roleClause("role", grantee, PAIR), privilegesRow, profileRow],
    rights: [
        { operations: OPERATIONS, needs: "ownership", on: { argument: "on", of: "object" } },
        { operations: OPERATIONS, needs: "USAGE", on: { argument: "on", of: "container" } },
        { operations: OPERATIONS, needs: "superuser", on: "SYSTEM", argument: "on", value: SYSTEM },
    ],
    rules,
    create: parts => granting(parts, parts.clause("privileges").flat()),
    subject: parts => sql`ON ${parts.clause("on").flat()} TO ${parts.clause("role").flat()}`,
    grant: granting,
    revoke: (parts, names) => sql`REVOKE ${names} ON ${parts.clause("on").flat()} FROM ${parts.clause("role").flat()}`,
    onAll: grantOnAll,
    currentPrivileges: async (args, look) => {
        const { target, reference } = targetOf(args.on) ?? {};
        const object = target === undefined || reference === undefined ? undefined : findObject(look, args, target, reference);
        const [role, found] = await Promise.all([roleId(look, args.role), object]);
        if (role === undefined) return undefined;
        if (args.on === SYSTEM) {
            const rows = await look.rows(PRIVILEGES_ON_SYSTEM);
            return privilegesOf(rows.map(row => row.privileges).join(","), role);
        }
        if (target === undefined || found === undefined) return undefined;
        const objectRow = (await look.rows(PRIVILEGES)).find(row => row.id === found.id && row.type === target.type);
        return privilegesOf(objectRow?.privileges ?? null, role);
    },
});
