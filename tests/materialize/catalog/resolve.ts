import { failure, notModelled } from "../errors";
import type { Names } from "../sql/query/reader";
import { debug } from "../sql/names";
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

/** Relations that a real region has besides ours. */
const UNMODELLED_RELATIONS = new Set(
    (
        "mz_array_types mz_audit_events mz_base_types mz_functions mz_iceberg_sinks mz_kafka_sinks mz_list_types mz_map_types mz_network_policies " +
        "mz_operators mz_pseudo_types mz_recent_storage_usage mz_sinks mz_storage_usage mz_timezone_abbreviations mz_timezone_names " +
        "mz_aggregates mz_cluster_deployment_lineage mz_cluster_replica_frontiers mz_cluster_replica_metrics mz_cluster_replica_statuses " +
        "mz_cluster_replica_utilization mz_cluster_schedules mz_compute_dependencies mz_compute_hydration_statuses mz_console_cluster_utilization_overview " +
        "mz_continual_tasks mz_frontiers mz_history_retention_strategies mz_hydration_statuses mz_index_advice mz_internal_cluster_replicas mz_kafka_sinks " +
        "mz_license_keys mz_materialization_dependencies mz_materialization_lag mz_materialized_view_refresh_strategies mz_materialized_view_refreshes " +
        "mz_mysql_source_tables mz_notices mz_object_history mz_object_lifetimes mz_object_oid_alias mz_object_transitive_dependencies mz_objects_id_namespace_types " +
        "mz_pending_cluster_replicas mz_postgres_source_tables mz_postgres_sources mz_recent_sql_text mz_sessions mz_show_my_cluster_privileges " +
        "mz_show_my_role_members mz_sink_statistics mz_sink_status_history mz_sink_statuses mz_source_references mz_source_status_history mz_sql_text " +
        "mz_statement_execution_history mz_statement_lifecycle_history mz_storage_shards mz_subscriptions mz_type_pg_metadata mz_wallclock_global_lag " +
        "mz_wallclock_global_lag_history mz_wallclock_global_lag_recent_history"
    ).split(" "),
);
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
        if (path.length > 1) this.schema(path.slice(0, -1));
        const item = this.findItem(path);
        if (!item) throw unknownItem(path);
        return item;
    }

    findItem(path: readonly string[]): CatalogObject | undefined {
        const name = path.at(-1) ?? "";
        const schemas =
            path.length > 1 ? [this.findSchema(path.slice(0, -1))] : this.around.searchPath.map(part => this.findSchema([part]));
        for (const schema of schemas) {
            const found = schema && this.catalog.items().find(item => item.schemaId === schema.id && item.name === name);
            if (found) return found;
        }
        return undefined;
    }

    /** An item that must be of one kind. */
    itemOf(kind: Kind, path: readonly string[], statement?: string): CatalogObject {
        const item = this.item(path);
        if (item.kind === kind) return item;
        throw this.mismatch(item, kind, statement);
    }

    /** The refusal of an item of another kind. */
    mismatch(item: CatalogObject, kind: Kind, statement?: string): Error {
        const hint = VIEW_HINTS[statement ?? ""];
        if (item.kind === "materialized-view" && kind === "view" && hint !== undefined)
            return failure(`${this.minimal(item)} is not a view`, "XX000", { hint });
        return failure(`${this.minimal(item)} is ${aKind(item.kind)} not ${aKind(kind)}`);
    }

    stillUsed(item: CatalogObject, user: CatalogObject): Error {
        const [what, name] = [spoken(item.kind), debug(this.minimal(item))];
        return failure(
            `cannot drop ${what} ${name}: still depended upon by ${spoken(user.kind)} ${debug(this.minimal(user))}`,
            "XX000",
            { hint: "Use DROP ... CASCADE to drop the dependent objects too." },
        );
    }

    /** As much of an item's name as this session needs to find it. */
    minimal(item: CatalogObject): string {
        const path = this.catalog.path(item);
        if (path.length === 3 && path[0] !== this.around.database) return path.join(".");
        return (this.findItem(path.slice(-1)) === item ? path.slice(-1) : path.slice(-2)).join(".");
    }

    /** A cluster, role, database or schema by its name. */
    container(kind: Kind, path: readonly string[]): CatalogObject {
        if (kind === "schema") return this.schema(path);
        const name = path[0] ?? "";
        const found = this.catalog.named(kind, name);
        if (!found) throw failure(`unknown ${kind} '${name}'`);
        return found;
    }

    any(kind: Kind, path: readonly string[], statement?: string): CatalogObject {
        return isItem({ kind } as CatalogObject) ? this.itemOf(kind, path, statement) : this.container(kind, path);
    }

    relation(path: readonly string[]): { id: string; path: readonly string[] } {
        const system = findSystemRelation(path);
        if (system) return system;
        const schema = path.length > 1 ? (path.at(-2) ?? "") : "";
        const real = UNMODELLED_RELATIONS.has(path.at(-1) ?? "") && (path.length === 1 || schema.startsWith("mz_"));
        if (UNMODELLED.has(schema) || real) throw notModelled(path.join("."));
        if (schema in SYSTEM_SCHEMAS) throw unknownItem(path);
        const item = this.item(path);
        if (!QUERIED.has(item.kind))
            throw failure(`${this.catalog.path(item).join(".")} is ${aKind(item.kind)}, which cannot be depended upon`);
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

/** What some statements say of a materialized view that they call a view. */
const VIEW_HINTS: Readonly<Record<string, string>> = {
    DROP: "Use DROP MATERIALIZED VIEW to remove a materialized view.",
    RENAME: "Use ALTER MATERIALIZED VIEW to rename a materialized view.",
};

const aKind = (kind: Kind): string => `${kind === "index" ? "an" : "a"} ${spoken(kind)}`;

function unknownItem(path: readonly string[]): Error {
    return failure(`unknown catalog item '${path.join(".")}'`);
}

function findSystemRelation(path: readonly string[]): { id: string; path: readonly string[] } | undefined {
    const name = path.at(-1);
    const schema = path.length > 1 ? path.at(-2) : "mz_catalog";
    const index = RELATIONS.findIndex(relation => relation.name === name && relation.schema === schema);
    return index < 0 ? undefined : { id: relationId(index), path: [schema ?? "", name ?? ""] };
}
