import { initialGrants } from "../catalog/acl";
import type { CatalogObject } from "../catalog/object";
import { failure, notice } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { debug } from "../sql/names";
import { createIn } from "./items";

const RESERVED = /^(?:mz_|pg_|external_)/u;
const REFUSALS: Readonly<Record<string, (name: string) => string>> = {
    cluster: name => `cluster name "${name}" is reserved`,
    role: name => `role name "${name}" is reserved`,
    schema: name => `unacceptable schema name '${name}'`,
};

export function checkReserved(kind: "cluster" | "role" | "schema", name: string): void {
    if (!RESERVED.test(name) && !(kind === "role" && name === "public")) return;
    const detail =
        kind === "schema" ? {} : { detail: `The prefixes "mz_", "pg_" and "external_" are reserved for system ${kind}s.` };
    throw failure(REFUSALS[kind]?.(name) ?? name, kind === "schema" ? "XX000" : "42939", detail);
}

function newContainer(
    { catalog, session }: Scope,
    kind: "database" | "schema",
    name: string,
    parts: Partial<CatalogObject>,
): CatalogObject {
    const ownerId = session.role.id;
    const grants = initialGrants(kind, ownerId, catalog.facts.defaultPrivileges, parts);
    return {
        kind,
        ...catalog.allocate(kind),
        name,
        ownerId,
        grants,
        uses: [],
        comments: {},
        ...parts,
    };
}

export function createDatabase(scope: Scope): Plan {
    const { cursor, catalog } = scope;
    cursor.expect("CREATE", "DATABASE");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const name = cursor.identifier();
    const plan = { tag: "CREATE DATABASE", needs: { rights: [{ privilege: "CREATEDB", on: "SYSTEM" as const }] } };
    if (catalog.named("database", name)) {
        if (skip) return { ...plan, notices: [notice(`database ${debug(name)} already exists, skipping`, "42P04")] };
        throw failure(`database '${name}' already exists`);
    }
    const database = newContainer(scope, "database", name, {});
    return { ...plan, change: { put: [database, newContainer(scope, "schema", "public", { databaseId: database.id })] } };
}

export function createSchema(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "SCHEMA");
    const skip = cursor.take("IF", "NOT", "EXISTS");
    const path = cursor.path();
    const name = path.at(-1) ?? "";
    const databaseName = path.length > 1 ? (path[0] ?? "") : session.setting("database");
    const database = catalog.named("database", databaseName);
    if (!database) throw failure(path.length > 1 ? `unknown database '${databaseName}'` : `invalid database ${databaseName}`);
    checkReserved("schema", name);
    const plan = { tag: "CREATE SCHEMA", needs: { rights: [createIn(database)] } };
    if (catalog.all("schema").some(schema => schema.name === name && schema.databaseId === database.id)) {
        if (skip) return { ...plan, notices: [notice(`schema ${debug(name)} already exists, skipping`, "42P06")] };
        throw failure(`schema '${name}' already exists`);
    }
    return { ...plan, change: { put: [newContainer(scope, "schema", name, { databaseId: database.id })] } };
}
