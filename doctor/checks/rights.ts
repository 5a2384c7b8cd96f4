import { SYSTEM_PRIVILEGES } from "../../common/privileges";
import { kinds } from "../../provider/kinds";
import { settingHelp } from "../../provider/session/settingSources";
import { quoteName } from "../../provider/sql/sql";
import type { CurrentRole } from "../../provider/statement/currentRole";
import { kindsThatNeed } from "../../provider/statement/rights";
import { type Check, failed, type Group, named, note, ok, type Result } from "../check";
import type { EnvironmentContext } from "../environmentContext";

/** The system privileges that resources need, and the classes of these. */
const NEEDED_FOR = SYSTEM_PRIVILEGES.map(privilege => ({ privilege, names: kindsThatNeed(privilege, kinds) })).filter(
    ({ names }) => names.length > 0,
);

/** A database or schema, and the access control items of it. */
interface Container {
    readonly name: string;
    readonly privileges: string;
}

const system: Check<EnvironmentContext> = {
    name: "system",
    run: async context => {
        const role = await context.currentRole();
        if (role.isUnrestricted) return ok("every right: a superuser, or a server that checks no privileges");
        const rows = await context.rows<{ privileges: string }>("SELECT privileges FROM mz_catalog.mz_system_privileges");
        return NEEDED_FOR.map(({ privilege, names }) =>
            named(
                privilege,
                rows.some(({ privileges }) => role.has(privilege, privileges))
                    ? ok("granted")
                    : note(
                          `missing; only ${listOf(names)} ${names.length === 1 ? "needs" : "need"} it`,
                          grant(privilege, "SYSTEM", role),
                      ),
            ),
        );
    },
};

const database: Check<EnvironmentContext> = {
    name: "database",
    run: async context => {
        const { database: name } = context.settings;
        const databases = await context.rows<Container>("SELECT name, privileges FROM mz_catalog.mz_databases ORDER BY name");
        const found = databases.find(one => one.name === name);
        if (found === undefined)
            return failed(
                `"${name}" does not exist`,
                `Set ${settingHelp(context.settings, "database")} to one of ${databases.map(one => one.name).join(", ")}, or create it.`,
            );
        return privilegesIn(await context.currentRole(), `DATABASE ${quoteName(name)}`, found, "schemas");
    },
};

const schema: Check<EnvironmentContext> = {
    name: "schema",
    run: async context => {
        const { database: owner, schema: name } = context.settings;
        const schemas = await context.rows<Container & { readonly database: string }>(
            "SELECT s.name, s.privileges, d.name AS database FROM mz_catalog.mz_schemas s JOIN mz_catalog.mz_databases d ON d.id = s.database_id",
        );
        const found = schemas.find(one => one.name === name && one.database === owner);
        if (found === undefined)
            return note(`"${owner}"."${name}" does not exist`, "Give each resource a schema, or create this one.");
        const path = `${quoteName(owner)}.${quoteName(name)}`;
        return privilegesIn(await context.currentRole(), `SCHEMA ${path}`, found, "objects");
    },
};

const listOf = (names: readonly string[]): string => new Intl.ListFormat("en-GB", { type: "conjunction" }).format(names);

/** What `pulumi up` does with the content of a container only with each privilege. A preview needs none. */
const EFFECTS = { USAGE: "drops", CREATE: "creates" } as const;

/** Checks the privileges that objects and schemas need on what they lie in. */
function privilegesIn(role: CurrentRole, target: string, { name, privileges }: Container, content: string): Result {
    const missing = (["USAGE", "CREATE"] as const).filter(privilege => !role.has(privilege, privileges));
    if (missing.length === 0) return ok(`"${name}", with USAGE and CREATE`);
    const effects = missing.map(privilege => EFFECTS[privilege]).join(" and ");
    return note(
        `${missing.join(" and ")} on "${name}" missing: previews work, and \`pulumi up\` ${effects} no ${content} in it`,
        grant(missing.join(", "), target, role),
    );
}

/** Returns the statement that grants a privilege. */
export const grant = (privilege: string, on: string, role: CurrentRole): string =>
    `A superuser or the owner can run: GRANT ${privilege} ON ${on} TO ${quoteName(role.name)};`;

/** The privileges of the role in an environment. */
export const RIGHTS: Group<EnvironmentContext> = { title: "Rights", checks: [system, database, schema] };
