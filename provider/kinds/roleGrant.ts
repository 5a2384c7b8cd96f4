import { sql } from "../sql/sql";
import { reference } from "../values/reference";
import type { Fields } from "../values/value";
import { grantKind } from "../statement/kind";
import { roleClause, roleId } from "./shared/grantee";
import { profileRow } from "../statement/rows";

const PAIR = "the role and the member identify a grant";
const MEMBERS = "SELECT role_id, member FROM mz_catalog.mz_role_members";

/** The only privilege of a role on a role. */
const MEMBER = "MEMBER";

export const roleGrant = grantKind({
    name: "RoleGrant",
    rows: [
        roleClause("role", reference("Role", "none"), PAIR),
        roleClause("member", reference("Role", "none"), PAIR),
        profileRow,
    ],
    rights: [{ operations: ["create", "drop"], needs: "CREATEROLE", on: "SYSTEM" }],
    rules: [],
    privilege: MEMBER,
    create: parts => sql`GRANT ${parts.clause("role").flat()} TO ${parts.clause("member").flat()}`,
    subject: parts => sql`MEMBER ${parts.clause("member").flat()} OF ${parts.clause("role").flat()}`,
    grant: parts => sql`GRANT ${parts.clause("role").flat()} TO ${parts.clause("member").flat()}`,
    revoke: parts => sql`REVOKE ${parts.clause("role").flat()} FROM ${parts.clause("member").flat()}`,
    currentPrivileges: async (args: Fields, look) => {
        const [role, member, rows] = await Promise.all([roleId(look, args.role), roleId(look, args.member), look.rows(MEMBERS)]);
        if (role === undefined || member === undefined) return undefined;
        return rows.some(row => row.role_id === role && row.member === member) ? [MEMBER] : [];
    },
});
