import { catalogRelation } from "../../catalog/systemRelation";
import { failure, notice } from "../../errors";
import type { Needs, Plan, Scope } from "../../session/plan";
import { checkRights } from "../../session/rights";
import { unknownSetting } from "../../session/settings";
import { commentOn, listAll } from "../../show/listing";
import { debug } from "../../sql/names";
import type { InitialObject, Kind } from "../kind";
import { readValues } from "../../statements/session";
import { checkLimit, type Limit } from "../support/limits";
import { checkReserved, reservedName } from "../support/names";
import { CREATEROLE, isRole, NEW, newRole, PASSWORDS_FLAG, type RoleBody } from "./body";
import { refuseRoleInUse } from "./drop";
import { formerMembers, grantRole, readRole, revokeRole } from "./members";

const LIMIT: Limit = {
    label: "role",
    setting: "max_roles",
    value: 1000,
    counts: object => isRole(object) && object.id.startsWith("u"),
};

/** SQL that is true if roles log in with passwords: only then do LOGIN and SUPERUSER have an effect. */
const PASSWORDS = `(SELECT value #>> '{settings,${PASSWORDS_FLAG}}' = 'on' FROM store.fact WHERE name = 'facts') IS TRUE`;

const initialRole = (id: string, name: string, superuser = false): InitialObject => ({
    ...{ id, name, grants: null, body: { ...NEW, superuser, login: superuser } },
});

/** The version since which LOGIN has an effect even if roles have no passwords. */
const LOGIN_SINCE = 2_603_900;

export const role: Kind<RoleBody> = {
    name: "role",
    namespace: "environment",
    synonyms: ["USER"],
    privileges: "",
    statements: {
        create_role: { plan: createRole },
        alter_role: { plan: alterRole },
        grant_role: { plan: grantRole },
        revoke_role: { plan: revokeRole },
    },
    relations: [
        catalogRelation(
            "mz_roles",
            `id, oid, name, (body ->> 'inherit')::boolean AS inherit,
             CASE WHEN ${PASSWORDS} THEN COALESCE((body ->> 'login')::boolean, false)
             WHEN session.mz_version_num() >= ${LOGIN_SINCE} THEN id IN ('s1', 's2') OR COALESCE((body ->> 'login')::boolean, false) ELSE id IN ('s1', 's2') OR name ~ '^[^@]+@[^@]+\\.[^@]+$' END AS rolcanlogin,
             CASE WHEN ${PASSWORDS} THEN COALESCE((body ->> 'superuser')::boolean, false) WHEN id IN ('s1', 's2') THEN true END AS rolsuper
             FROM store.entry WHERE kind = 'role'`,
        ),
        catalogRelation(
            "mz_role_parameters",
            `id AS role_id, key AS parameter_name, value AS parameter_value FROM store.entry, jsonb_each_text(body -> 'settings') WHERE kind = 'role'`,
        ),
        catalogRelation(
            "mz_role_members",
            `member ->> 'roleId' AS role_id, id AS member, member ->> 'grantor' AS grantor
             FROM store.entry, jsonb_array_elements(body -> 'memberOf') AS member WHERE kind = 'role'`,
        ),
    ],
    listings: [listAll("ROLES", `o.name, ${commentOn("'role'")}`, "mz_roles")],
    limits: [LIMIT],
    flags: { [PASSWORDS_FLAG]: "off" },
    initial: {
        lastId: 1,
        objects: [
            initialRole("s1", "mz_system", true),
            initialRole("s2", "mz_support"),
            initialRole("s3", "mz_analytics"),
            initialRole("u1", "materialize"),
        ],
    },
    unowned: true,
    managedWith: CREATEROLE,
    drop: refuseRoleInUse,
    changedByDrop: formerMembers,
};

type Attributes = Partial<Pick<RoleBody, "superuser" | "login" | "password">>;

/** The change that each attribute makes. */
const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
    INHERIT: {},
    SUPERUSER: { superuser: true },
    NOSUPERUSER: { superuser: false },
    LOGIN: { login: true },
    NOLOGIN: { login: false },
};
const INSTEAD = ["CREATEDB", "CREATECLUSTER", "CREATEROLE"];
const DOCUMENTATION = "for more information consult the documentation at https://materialize.com/docs/sql/create-role/#details";

function createRole(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const name = cursor.identifier();
    const attributes = readAttributes(scope);
    const needs = attributes.superuser ? { superuser: "create superuser role" } : { rights: [CREATEROLE] };
    checkRights(catalog, scope.session, needs);
    checkAvailable(scope, attributes);
    checkReserved("role", name, catalog.registry.version.reservedRoles);
    if (catalog.named("role", name)) throw failure(`role '${name}' already exists`);
    checkLimit(scope, LIMIT);
    return { tag: "CREATE ROLE", needs, change: { put: [newRole(catalog, name, attributes)] } };
}

function readAttributes({ cursor }: Scope): Attributes {
    cursor.take("WITH");
    const seen = new Set<string>();
    let attributes: Attributes = {};
    while (!cursor.done()) {
        const word = cursor.advance().text.toUpperCase();
        const instead = INSTEAD.find(name => word === name || word === `NO${name}`);
        if (instead !== undefined) {
            throw failure(`${instead} attribute is not supported, ${DOCUMENTATION}`, "XX000", {
                detail: "Use system privileges instead.",
            });
        }
        const about = word.replace(/^NO/u, "");
        const repeated =
            about === "SUPERUSER" || about === "LOGIN" ? seen.has(about === word ? `NO${about}` : about) : seen.has(about);
        if (repeated) throw failure("conflicting or redundant options");
        if (word === "PASSWORD") attributes = { ...attributes, password: cursor.take("NULL") ? undefined : cursor.string() };
        else attributes = { ...attributes, ...ATTRIBUTES[word] };
        seen.add(word).add(about === "INHERIT" ? about : word);
    }
    if (seen.has("NOINHERIT")) throw failure("non inherit roles not yet supported", "0A000");
    return attributes;
}

/** Refuses attributes where roles have no passwords. */
function checkAvailable({ session }: Scope, attributes: Attributes): void {
    const { loginWithoutPasswords } = session.known.version;
    const checked = loginWithoutPasswords ? { ...attributes, login: undefined } : attributes;
    if (session.enabled(PASSWORDS_FLAG) || Object.values(checked).every(value => value === undefined)) return;
    const names = loginWithoutPasswords ? "SUPERUSER and PASSWORD" : "SUPERUSER, PASSWORD, and LOGIN";
    throw failure(`${names} attributes is not supported in this environment. ${DOCUMENTATION.replace("for", "For")}`, "0A000");
}

function alterRole(scope: Scope): Plan {
    const { cursor, session, catalog } = scope;
    cursor.expect("ALTER");
    if (!cursor.take("ROLE")) cursor.expect("USER");
    const object = readRole(scope);
    const own = object.id === session.role.id;
    if (object.id.startsWith("s")) throw reservedName("role", object.name);
    if (cursor.at("SET") || cursor.at("RESET")) {
        const { name, settings } = readSetting(scope, object.body.settings);
        const message = `variable ${debug(name)} was updated for ${debug(object.name)}, this will have no effect on the current session`;
        return {
            tag: "ALTER ROLE",
            needs: own ? {} : { rights: [CREATEROLE] },
            notices: [notice(message)],
            change: { put: [{ ...object, body: { ...object.body, settings } }] },
        };
    }
    const attributes = readAttributes(scope);
    const needs = attributeNeeds(attributes, own);
    checkRights(catalog, session, needs);
    checkAvailable(scope, attributes);
    return { tag: "ALTER ROLE", needs, change: { put: [{ ...object, body: { ...object.body, ...attributes } }] } };
}

/** Returns the rights that a change of attributes needs: only a superuser makes others superusers or changes their passwords. */
function attributeNeeds({ superuser, password }: Attributes, own: boolean): Needs {
    if (superuser) return { superuser: "alter superuser role" };
    if (password !== undefined) return own ? {} : { superuser: "alter password of role" };
    return { rights: [CREATEROLE] };
}

type Settings = RoleBody["settings"];

function readSetting({ cursor, session }: Scope, settings: Settings): { name: string; settings: Settings } {
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const name = cursor.identifier();
    const { scope: level } = session.known.get(name);
    if (level === "system" || name === "is_superuser") throw unknownSetting(name);
    if (level === "fixed") throw failure(`parameter "${name}" cannot be changed`, "55P02");
    const others = Object.fromEntries(Object.entries(settings).filter(([other]) => other !== name));
    if (reset) return { name, settings: others };
    const values = readValues(cursor);
    if (values === undefined) return { name, settings: others };
    session.known.stored(name, session.known.single(name, values));
    // The catalog has the items of a list without quotes.
    return { name, settings: { ...others, [name]: values.join(", ") } };
}
