import { failure, notModelled } from "../errors";
import { debug, simple } from "../sql/names";
import type { Names, Relation, UserType } from "../sql/query/reader";
import type { Catalog } from "./catalog";
import { SYSTEM_SCHEMAS } from "./initial";
import { typeName, type CatalogObject } from "./object";
import { BUILTIN_FUNCTIONS } from "./relations";
import { KNOWN_RELATIONS, UNMODELLED_SCHEMAS } from "./unmodelled";

/** The settings of a session that names are resolved with. */
export interface SearchSettings {
    readonly database: string;
    readonly searchPath: readonly string[];
}

const FUNCTION_IDS = new Map(BUILTIN_FUNCTIONS.map(([id, , name]) => [name, id]));

/** Resolves names as a session does. */
export class Resolver implements Names {
    constructor(
        private readonly catalog: Catalog,
        private readonly settings: SearchSettings,
    ) {}

    /** Returns the schema of a new object with a bare name. */
    currentSchema(): CatalogObject | undefined {
        const schemas = this.settings.searchPath.map(name => this.findSchema([name]));
        return schemas.find(schema => schema !== undefined);
    }

    /** Returns the schema of bare names. Refuses a search path on which no schema exists. */
    selectedSchema(): CatalogObject {
        const schema = this.currentSchema();
        if (schema) return schema;
        const hint =
            "Use SET schema = name to select a schema.  Use SHOW SCHEMAS to list available schemas.  Use SHOW search_path to show " +
            "the schema names that we looked for, but none of them existed.";
        throw failure("no valid schema selected", "3F000", { hint });
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

    /** Returns the schema and the name of a new item. */
    newName(path: readonly string[]): { schema: CatalogObject; name: string } {
        checkParts(path);
        const name = path.at(-1) ?? "";
        return { schema: path.length > 1 ? this.schema(path.slice(0, -1)) : this.selectedSchema(), name };
    }

    item(path: readonly string[]): CatalogObject {
        checkParts(path);
        if (path.length > 1) this.schema(path.slice(0, -1));
        const item = this.findItem(path);
        if (!item) throw unknownItem(path);
        return item;
    }

    findItem(path: readonly string[]): CatalogObject | undefined {
        const name = path.at(-1) ?? "";
        const schemas =
            path.length > 1
                ? [this.findSchema(path.slice(0, -1))]
                : this.settings.searchPath.map(part => this.findSchema([part]));
        for (const schema of schemas) {
            const found = schema && this.catalog.items().find(item => item.schemaId === schema.id && item.name === name);
            if (found) return found;
        }
        return undefined;
    }

    /** Returns an item, which must be of one kind. */
    itemOf(kind: string, path: readonly string[], statement?: string): CatalogObject {
        if (kind === "type" && !this.findItem(path)) throw failure(`type ${debug(path.join("."))} does not exist`);
        const item = this.item(path);
        if (item.kind === kind) return item;
        throw this.mismatch(item, kind, statement);
    }

    /** Returns the error for an item of another kind than a statement says. */
    mismatch(item: CatalogObject, kind: string, statement = ""): Error {
        const { confusedWith } = this.catalog.kindOf(item);
        const hint = confusedWith?.kind === kind ? confusedWith.hints[statement] : undefined;
        if (hint !== undefined) return failure(`${this.minimal(item)} is not a ${typeName(kind)}`, "XX000", { hint });
        return failure(`${this.minimal(item)} is ${withArticle(item.kind)} not ${withArticle(kind)}`);
    }

    stillUsed(item: CatalogObject, dependant: CatalogObject): Error {
        const described = (object: CatalogObject): string => `${typeName(object.kind)} ${debug(this.minimal(object))}`;
        return failure(`cannot drop ${described(item)}: still depended upon by ${described(dependant)}`, "XX000", {
            hint: "Use DROP ... CASCADE to drop the dependent objects too.",
        });
    }

    /** Returns the shortest name with which this session finds an item. */
    minimal(item: CatalogObject): string {
        const path = this.catalog.path(item);
        if (path.length === 3 && path[0] !== this.settings.database) return path.join(".");
        return (this.findItem(path.slice(-1)) === item ? path.slice(-1) : path.slice(-2)).join(".");
    }

    /** Returns a cluster, role, database or schema. */
    container(kind: string, path: readonly string[]): CatalogObject {
        if (kind === "schema") return this.schema(path);
        const name = path[0] ?? "";
        const found = this.catalog.named(kind, name);
        if (!found) throw failure(`unknown ${typeName(kind)} '${name}'`);
        return found;
    }

    /** Returns an object of a kind. */
    object(kind: string, path: readonly string[], statement?: string): CatalogObject {
        const { namespace } = this.catalog.registry.kind(kind);
        return namespace === "schema" ? this.itemOf(kind, path, statement) : this.container(kind, path);
    }

    relation(path: readonly string[]): Relation {
        const [schema, name] = path.length > 1 ? [path.at(-2) ?? "", path.at(-1) ?? ""] : ["", path[0] ?? ""];
        const schemas = path.length > 1 ? [schema] : ["mz_catalog", "pg_catalog"];
        const [system] = schemas.flatMap(each => this.catalog.registry.findRelation(each, name) ?? []);
        if (system) return { id: system.id, path: [system.relation.schema, name] };
        const known = KNOWN_RELATIONS.has(name) && (path.length === 1 || schema.startsWith("mz_"));
        if (UNMODELLED_SCHEMAS.has(schema) || known) throw notModelled(path.join("."));
        if (schema in SYSTEM_SCHEMAS) throw unknownItem(path);
        const item = this.item(path);
        if (!this.catalog.kindOf(item).relation)
            throw failure(`${this.catalog.path(item).join(".")} is ${withArticle(item.kind)}, which cannot be depended upon`);
        return { id: item.id, path: this.catalog.path(item) };
    }

    userType(path: readonly string[]): UserType | undefined {
        const found = this.findItem(path);
        if (found?.kind !== "type") return undefined;
        return { id: found.id, path: this.catalog.path(found), postgres: (found.body as { readonly postgres: string }).postgres };
    }

    builtin(name: string): string | undefined {
        return FUNCTION_IDS.get(name);
    }

    private findSchema(path: readonly string[]): CatalogObject | undefined {
        const name = path.at(-1) ?? "";
        const database = this.catalog.named("database", path.length > 1 ? (path[0] ?? "") : this.settings.database);
        const schemas = this.catalog.all("schema").filter(schema => schema.name === name);
        const own = schemas.find(schema => database && schema.databaseId === database.id);
        return own ?? schemas.find(schema => schema.databaseId === undefined);
    }
}

export const withArticle = (kind: string): string => `${/^[aeiou]/u.test(kind) ? "an" : "a"} ${typeName(kind)}`;

function checkParts(path: readonly string[]): void {
    if (path.length <= 3) return;
    throw failure(`qualified name did not have between 1 and 3 components: ${path.map(simple).join(".")}`);
}

function unknownItem(path: readonly string[]): Error {
    return failure(`unknown catalog item '${path.join(".")}'`);
}
