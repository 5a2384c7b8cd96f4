import { sql } from "../sql/sql";
import { isList, parameterValues } from "../values/parameters";
import { reference } from "../values/reference";
import { isUnknown } from "../values/value";
import { parameterKind } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { profileRow } from "../statement/rows";
import { roleClause, roleId } from "./shared/grantee";
import { parameterIn, parameterNameRow, parameterOf, parameterValueRow, valueIn } from "./shared/parameter";

const SET = "SELECT p.role_id, p.parameter_name, p.parameter_value FROM mz_catalog.mz_role_parameters p";

export const roleParameter = parameterKind({
    name: "RoleParameter",
    rows: [
        roleClause("role", reference("Role", "none"), "another role has a parameter of its own"),
        parameterNameRow,
        parameterValueRow(parameterValues),
        profileRow,
    ],
    // A role needs no right for its own parameters.
    rights: [{ operations: OPERATIONS, needs: "CREATEROLE", on: "SYSTEM" }],
    rules: [
        {
            path: "value",
            isBroken: args => {
                const [name, value] = [args.get("name"), args.get("value")];
                return Array.isArray(value) && value.length > 1 && !isUnknown(name) && !isList(name);
            },
            reason: "has several items, and the parameter takes one value: only search_path is a list",
            serverMessage: "expects a single value",
        },
    ],
    create: parts => sql`ALTER ROLE ${parts.clause("role").flat()} SET ${parameterIn(parts)} TO ${valueIn(parts)}`,
    reset: parts => sql`ALTER ROLE ${parts.clause("role").flat()} RESET ${parameterIn(parts)}`,
    subject: parts => sql`ROLE ${parts.clause("role").flat()} PARAMETER ${parameterIn(parts)}`,
    currentValue: async (args, look) => {
        const [role, rows] = await Promise.all([roleId(look, args.role), look.rows(SET)]);
        if (role === undefined) return undefined;
        const found = rows.find(row => row.role_id === role && row.parameter_name === parameterOf(args));
        return found?.parameter_value ?? null;
    },
});
