import { AS_SUPERUSER, commonCases, COMMON_SETUP, type KindCases, casesWithout } from "./case";

const SETUP = [...COMMON_SETUP, "CREATE ROLE team2", "CREATE SECRET one AS '1'", "CREATE SECRET two AS '2'"];

const profile = { path: "profile", to: { profile: "other" } };

const role: KindCases = {
    kind: "Role",
    setup: SETUP,
    base: {},
    cases: [
        ...casesWithout(commonCases, "owner", "cascade"),
        { path: "login", from: { login: false }, to: { login: true } },
        { path: "superuser", to: { superuser: true }, refusal: "permission denied to alter superuser role" },
        { path: "password", to: { password: "hunter2" }, refusal: "permission denied to alter password of role" },
    ],
};

const roleGrant: KindCases = {
    kind: "RoleGrant",
    setup: [...SETUP, "CREATE ROLE person", "CREATE ROLE person2"],
    base: { role: "team", member: "person" },
    cases: [{ path: "role", to: { role: "team2" } }, { path: "member", to: { member: "person2" } }, profile],
};

const grant: KindCases = {
    kind: "Grant",
    setup: SETUP,
    base: { on: { schema: "other" }, role: "team2", privileges: ["USAGE"] },
    cases: [
        { path: "on", to: { on: { secret: "one" } } },
        { path: "role", to: { role: "PUBLIC" } },
        { path: "privileges", to: { privileges: ["CREATE", "USAGE"] } },
        profile,
    ],
};

const defaultPrivilege: KindCases = {
    kind: "DefaultPrivilege",
    setup: SETUP,
    base: { on: "TABLES", forRole: "materialize", grantee: "team", privileges: ["SELECT"] },
    cases: [
        { path: "on", from: { on: "SECRETS", privileges: ["USAGE"] }, to: { on: "CONNECTIONS" } },
        { path: "forRole", to: { forRole: "team" } },
        { path: "grantee", to: { grantee: "team2" } },
        { path: "privileges", to: { privileges: ["INSERT", "SELECT"] } },
        { path: "database", to: { database: "materialize" } },
        { path: "schema", to: { schema: "other" } },
        profile,
    ],
};

const roleParameter: KindCases = {
    kind: "RoleParameter",
    setup: SETUP,
    base: { role: "team", name: "search_path", value: ["other", "public"] },
    cases: [
        { path: "role", to: { role: "team2" } },
        { path: "name", from: { value: "other" }, to: { name: "cluster" } },
        { path: "value", to: { value: ["other", "it's quoted"] } },
        profile,
    ],
};

const systemParameter: KindCases = {
    kind: "SystemParameter",
    setup: [...SETUP, AS_SUPERUSER],
    base: { name: "statement_timeout", value: "60s" },
    cases: [
        { path: "name", to: { name: "idle_in_transaction_session_timeout" } },
        { path: "value", to: { value: "2 min" } },
        profile,
    ],
};

export const roleCases: readonly KindCases[] = [role, roleGrant, grant, defaultPrivilege, roleParameter, systemParameter];
