import { alterCluster, createCluster } from "../kinds/cluster";
import { alterConnection, createConnection, validateStatement } from "../kinds/connection/statements";
import { createDatabase, createSchema } from "../kinds/containers";
import { createIndex } from "../kinds/index";
import { alterSecret, createSecret } from "../kinds/secret";
import { alterRetention } from "../kinds/retention";
import { alterCluster as moveToCluster } from "../kinds/source/alter";
import { createSource } from "../kinds/source/statements";
import { createTableFromSource } from "../kinds/source/table";
import { createWebhook } from "../kinds/source/webhook";
import { createMaterializedView, createView } from "../kinds/view";
import type { Planner } from "../session/plan";
import { showColumns, showObjects } from "../show/objects";
import { showCreate, showCreateCluster } from "../show/create";
import { changeOwner, rename, swap } from "./alter";
import { comment } from "./comment";
import { dropObjects } from "./drop";
import { alterDefaultPrivileges, grantPrivileges, revokePrivileges } from "./grants";
import { dropOwned, reassignOwned } from "./owned";
import { alterRole, createRole, grantRole, revokeRole } from "./roles";
import { select } from "./select";
import { alterSystem, discard, resetVariable, setVariable, showVariable } from "./session";

/** What plans each kind of statement that this server models. */
export const PLANNERS: Readonly<Record<string, Planner>> = {
    select,
    show_variable: showVariable,
    show_objects: showObjects,
    show_columns: showColumns,
    show_create_connection: showCreate,
    show_create_source: showCreate,
    show_create_table: showCreate,
    show_create_view: showCreate,
    show_create_materialized_view: showCreate,
    show_create_index: showCreate,
    show_create_cluster: showCreateCluster,
    create_secret: createSecret,
    alter_secret: alterSecret,
    create_connection: createConnection,
    alter_connection: alterConnection,
    validate_connection: validateStatement,
    create_source: createSource,
    alter_source: alterRetention,
    alter_retain_history: alterRetention,
    alter_index: alterRetention,
    alter_set_cluster: moveToCluster,
    create_webhook: createWebhook,
    create_table_from_source: createTableFromSource,
    create_view: createView,
    create_materialized_view: createMaterializedView,
    create_index: createIndex,
    create_cluster: createCluster,
    alter_cluster: alterCluster,
    create_database: createDatabase,
    create_schema: createSchema,
    create_role: createRole,
    alter_role: alterRole,
    grant_role: grantRole,
    revoke_role: revokeRole,
    grant_privileges: grantPrivileges,
    revoke_privileges: revokePrivileges,
    alter_default_privileges: alterDefaultPrivileges,
    alter_object_rename: rename,
    alter_object_swap: swap,
    alter_owner: changeOwner,
    comment,
    drop_objects: dropObjects,
    drop_owned: dropOwned,
    reassign_owned: reassignOwned,
    set_variable: setVariable,
    reset_variable: resetVariable,
    discard,
    alter_system_set: alterSystem,
    alter_system_reset: alterSystem,
};

/** Statements that a transaction may hold several of. */
export const SEVERAL_IN_TRANSACTION = new Set([
    "create_source",
    "create_table_from_source",
    "create_webhook",
    "alter_object_rename",
    "alter_object_swap",
]);

/** Statements that no transaction may hold. */
export const NEVER_IN_TRANSACTION = new Set([
    "alter_secret",
    "alter_connection",
    "alter_source",
    "alter_retain_history",
    "alter_index",
    "alter_cluster",
    "alter_set_cluster",
    "alter_system_set",
    "alter_system_reset",
    "validate_connection",
]);
