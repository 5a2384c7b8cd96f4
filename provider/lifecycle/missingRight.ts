import { isPrivilege } from "../../common/privileges";
import type { Environment } from "../run/environment";
import { kinds } from "../kinds";
import { PRIVILEGES, PRIVILEGES_ON_SYSTEM } from "../kinds/shared/privilegesQuery";
import type { Lookup } from "../catalog/lookup";
import { name, definitionText } from "../sql/sql";
import { CurrentRole } from "../statement/currentRole";
import type { ObjectKind } from "../statement/kind";
import type { Right } from "../statement/right";
import { argumentsOf } from "../statement/parts";
import { namespaceOf } from "../statement/qualifiedName";
import { rightsOf } from "../statement/rights";
import type { Fields } from "../values/value";
import { type ArgumentReference, argumentReferences } from "./argumentReferences";

/** An object with its access control items. */
interface Held {
    readonly type: string;
    readonly id: string;
    readonly privileges: string | null;
}

const SYSTEM = { type: "system", id: "" };

/** A privilege that a CREATE needs. */
interface Needed {
    readonly privilege: string;
    /** What it is on, as GRANT writes it: `SCHEMA "materialize"."public"`. */
    readonly target: string;
    /** Finds the object; undefined for a privilege on the environment. */
    readonly lookup?: Lookup;
}

/**
 * Returns the first right that the session's role lacks to create an object, and the statement that gives it; undefined if it has all of them. A right
 * on what does not exist yet is not looked up. All objects that an update replaces share the queries.
 */
export async function missingRight(environment: Environment, kind: ObjectKind, args: Fields): Promise<string | undefined> {
    const { user, catalog } = environment;
    const role = await CurrentRole.find({ user, rows: query => catalog.rowsInSnapshot(query) });
    if (role.isUnrestricted) return undefined;
    const to = definitionText(name(role.name));
    const references = argumentReferences(kind, args);
    const rights = rightsOf(kind, kinds).filter(right => isNeeded(right, args));
    for (const { argument, path } of rights.some(({ needs }) => needs === "membership") ? references : [])
        if (argument === "owner" && !role.isMemberOf(path.join("")))
            return `the role ${to} is not a member of the owner: GRANT ${definitionText(name(path.join("")))} TO ${to}`;
    const onSystem = await catalog.rowsInSnapshot<{ privileges: string }>(PRIVILEGES_ON_SYSTEM);
    const onObjects = await catalog.rowsInSnapshot<Held>(PRIVILEGES);
    const rows: Held[] = [...onSystem.map(({ privileges }) => ({ ...SYSTEM, privileges })), ...onObjects];
    for (const { privilege, target, lookup } of rights.flatMap(right => neededFor(kind, right, args, references))) {
        const found = lookup === undefined ? SYSTEM : await catalog.findInSnapshot(lookup);
        const items = rows.filter(row => row.type === found?.type && row.id === found.id);
        if (items.length > 0 && !items.some(({ privileges }) => role.has(privilege, privileges)))
            return `the role ${to} lacks a privilege: GRANT ${privilege} ON ${target} TO ${to}`;
    }
    return undefined;
}

/** Returns true if a CREATE with these arguments needs the right. */
function isNeeded({ operations, argument, value }: Right, args: Fields): boolean {
    const given = argument === undefined ? undefined : argumentsOf(args).get(argument);
    const applies = argument === undefined || (given !== undefined && (value === undefined || value === given));
    return operations.includes("create") && applies;
}

/** Returns the privileges of which a right consists. */
function neededFor(kind: ObjectKind, right: Right, args: Fields, references: readonly ArgumentReference[]): Needed[] {
    const { needs, on } = right;
    if (!isPrivilege(needs) || on === "object") return [];
    if (on === "SYSTEM") return [{ privilege: needs, target: "SYSTEM" }];
    if (on === "container") {
        const { database, schema } = namespaceOf(kind, args);
        return [{ privilege: needs, ...container(kind.scope === "database" ? [database] : [database, schema]) }];
    }
    return references
        .filter(({ argument }) => argument === on.argument)
        .flatMap(({ kind: { object }, path, qualifiedName, lookup }): Needed[] => {
            if (on.of === "object") return [{ privilege: needs, target: `${object} ${qualifiedName}`, lookup }];
            return path.length < 2 ? [] : [{ privilege: needs, ...container(path.slice(0, -1)) }];
        });
}

/** Returns a database or a schema as the target of a privilege. */
function container(path: readonly string[]): Pick<Needed, "target" | "lookup"> {
    const [database = "", schema] = path;
    const target = definitionText(name(...path));
    return schema === undefined
        ? { target: `DATABASE ${target}`, lookup: { type: "database", name: database, database: "", schema: "" } }
        : { target: `SCHEMA ${target}`, lookup: { type: "schema", name: schema, database, schema: "" } };
}
