import { failure, notModelled } from "../errors";
import type { Names } from "../sql/query/reader";
import { simple } from "../sql/names";
import type { Catalog } from "./catalog";
import { SYSTEM_SCHEMAS } from "./initial";
import { isItem, spoken, type CatalogObject, type Kind } from "./object";
import { BUILTIN_FUNCTIONS, relationId, RELATIONS } from "./relations";

/** Where a session looks for names. */
export interface Surroundings {
    readonly database: string;
    readonly searchPath: readonly string[];
}

const QUERIED = new Set<Kind>(["source", "table", "view", "materialized-view"]);
/** System schemas of which this server has nothing. */
const UNMODELLED = new Set(["pg_catalog", "information_schema", "mz_introspection", "mz_unsafe"]);
const FUNCTION_IDS = new Map(BUILTIN_FUNCTIONS.map(([id, , name]) => [name, id]));

/** Names as a session means them. */
export class Resolver implements Names {
    constructor(
        private readonly catalog: Catalog,
        private readonly around: Surroundings,
    ) {}

    /** The schema where an unqualified new object goes. */
    currentSchema(): CatalogObject | undefined {
        const schemas = this.around.searchPath.map(name => this.findSchema([name]));
        return schemas.find(schema => schema !== undefined);
    }

    database(name: string): CatalogObject {
        const database = this.catalog.named("database", name);
        if (!database) throw failure(`unknown database '${name}'`);
        return database;
    }

    schema(path: readonly string[]): CatalogObject {
        if (path.length > 1) this.database(path[0] ?? "");
        const schema = this.findSchema(path);
        if (!schema) throw failure(`unknown schema '${path.at(-1) ?? ""}'`);
        return schema;
    }

    /** Where a new object of this name goes. */
    place(path: readonly string[]): { schema: CatalogObject; name: string } {
        const name = path.at(-1) ?? "";
        const schema = path.length > 1 ? this.schema(path.slice(0, -1)) : this.currentSchema();
        if (!schema) throw failure("no valid schema selected", "3F000");
        return { schema, name };
    }

    item(path: readonly string[]): CatalogObject {
        const item = this.findItem(path);
        if (!item) throw unknownItem(path);
        return item;
    }

    findItem(path: readonly string[]): CatalogObject | undefined {
        const name = path.at(-1) ?? "";
        const schemas =
            path.length > 1 ? [this.schema(path.slice(0, -1))] : this.around.searchPath.map(part => this.findSchema([part]));
        for (const schema of schemas) {
            const found = schema && this.catalog.items().find(item => item.schemaId === schema.id && item.name === name);
            if (found) return found;
        }
        return undefined;
    }

    /** An item that must be of one kind. */
    itemOf(kind: Kind, path: readonly string[]): CatalogObject {
        const item = this.item(path);
        if (item.kind === kind) return item;
        throw failure(`${path.map(simple).join(".")} is a ${spoken(item.kind)} not a ${spoken(kind)}`);
    }

    /** A cluster, role, database or schema by its name. */
    container(kind: Kind, path: readonly string[]): CatalogObject {
        if (kind === "schema") return this.schema(path);
        const name = path[0] ?? "";
        const found = this.catalog.named(kind, name);
        if (!found) throw failure(`unknown ${kind} '${name}'`);
        return found;
    }

    any(kind: Kind, path: readonly string[]): CatalogObject {
        return isItem({ kind } as CatalogObject) ? this.itemOf(kind, path) : this.container(kind, path);
    }

    relation(path: readonly string[]): { id: string; path: readonly string[] } {
        const system = findSystemRelation(path);
        if (system) return system;
        const schema = path.length > 1 ? (path.at(-2) ?? "") : "";
        if (UNMODELLED.has(schema)) throw notModelled(path.join("."));
        if (schema in SYSTEM_SCHEMAS) throw unknownItem(path);
        const item = this.item(path);
        if (!QUERIED.has(item.kind)) throw failure(`${this.catalog.path(item).map(simple).join(".")} is not a relation`);
        return { id: item.id, path: this.catalog.path(item) };
    }

    builtin(name: string): string | undefined {
        return FUNCTION_IDS.get(name);
    }

    private findSchema(path: readonly string[]): CatalogObject | undefined {
        const name = path.at(-1) ?? "";
        const database = this.catalog.named("database", path.length > 1 ? (path[0] ?? "") : this.around.database);
        const own = this.catalog
            .all("schema")
            .find(schema => schema.name === name && schema.databaseId === database?.id && database);
        return own ?? this.catalog.all("schema").find(schema => schema.name === name && schema.databaseId === undefined);
    }
}

function unknownItem(path: readonly string[]): Error {
    return failure(`unknown catalog item '${path.map(simple).join(".")}'`);
}

function findSystemRelation(path: readonly string[]): { id: string; path: readonly string[] } | undefined {
    const name = path.at(-1);
    const schema = path.length > 1 ? path.at(-2) : "mz_catalog";
    const index = RELATIONS.findIndex(relation => relation.name === name && relation.schema === schema);
    return index < 0 ? undefined : { id: relationId(index), path: [schema ?? "", name ?? ""] };
}
