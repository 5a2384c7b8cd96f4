import { sql } from "../sql/sql";
import { parameterValue } from "../values/parameters";
import { parameterKind } from "../statement/kind";
import { OPERATIONS } from "../statement/right";
import { profileRow } from "../statement/rows";
import { lockout } from "./shared/lockout";
import { parameterIn, parameterNameRow, parameterOf, parameterValueRow, valueIn } from "./shared/parameter";

/** Selects the parameters that have another value than their default. Every role may read it. */
const OVERRIDDEN = "SELECT p.name, p.value FROM mz_internal.mz_overridden_system_parameters p";

export const systemParameter = parameterKind({
    name: "SystemParameter",
    rows: [parameterNameRow, parameterValueRow(parameterValue), profileRow],
    rights: [{ operations: OPERATIONS, needs: "superuser", on: "SYSTEM" }],
    rules: [],
    advice: [
        lockout,
        {
            serverMessage: "You must be the 'mz_system' role",
            advice: "Give the resource a profile whose user is mz_system: a self-managed Materialize admits it on its internal port; in Materialize's cloud, ask its support for the value",
        },
        {
            serverMessage: "You must be a superuser to toggle",
            advice: "Give the resource a profile whose user is a superuser, in Materialize's cloud an organization administrator",
        },
        {
            serverMessage: "no network policy with such name exists",
            advice: "Give the name of a NetworkPolicy of the program as an output (value: policy.name), so that the policy is created first",
        },
    ],
    create: parts => sql`ALTER SYSTEM SET ${parameterIn(parts)} = ${valueIn(parts)}`,
    reset: parts => sql`ALTER SYSTEM RESET ${parameterIn(parts)}`,
    subject: parts => sql`SYSTEM PARAMETER ${parameterIn(parts)}`,
    currentValue: async (args, look) =>
        (await look.rows(OVERRIDDEN)).find(({ name }) => name === parameterOf(args))?.value ?? null,
});
