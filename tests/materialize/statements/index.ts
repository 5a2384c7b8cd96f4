import type { StatementRule } from "../kinds/kind";
import { showColumns, showObjects } from "../show/objects";
import { changeOwner, rename, setCluster, swap } from "./alter";
import { comment } from "./comment";
import { dropObjects } from "./drop";
import { explain } from "./explain";
import { alterDefaultPrivileges, grantPrivileges, revokePrivileges } from "./grants";
import { dropOwned, reassignOwned } from "./owned";
import { deallocate, execute, prepare } from "./prepared";
import { alterRetention } from "./retention";
import { select } from "./select";
import { alterSystem, discard, resetVariable, setTransaction, setVariable, showVariable } from "./session";

/** The statements that several kinds have, or none, by the name that Materialize's parser gives them. */
export const COMMON_STATEMENTS: Readonly<Record<string, StatementRule>> = {
    select: { plan: select },
    explain_plan: { plan: explain },
    prepare: { plan: prepare },
    execute: { plan: execute },
    deallocate: { plan: deallocate },
    show_variable: { plan: showVariable },
    show_objects: { plan: showObjects },
    show_columns: { plan: showColumns },
    alter_source: { plan: alterRetention, transaction: "never" },
    alter_retain_history: { plan: alterRetention, transaction: "never" },
    alter_index: { plan: alterRetention, transaction: "never" },
    alter_set_cluster: { plan: setCluster, transaction: "never" },
    alter_object_rename: { plan: rename, transaction: "several" },
    alter_object_swap: { plan: swap, transaction: "several" },
    alter_owner: { plan: changeOwner },
    comment: { plan: comment },
    drop_objects: { plan: dropObjects },
    drop_owned: { plan: dropOwned },
    reassign_owned: { plan: reassignOwned },
    grant_privileges: { plan: grantPrivileges },
    revoke_privileges: { plan: revokePrivileges },
    alter_default_privileges: { plan: alterDefaultPrivileges },
    set_variable: { plan: setVariable },
    set_transaction: { plan: setTransaction },
    reset_variable: { plan: resetVariable },
    discard: { plan: discard },
    alter_system_set: { plan: alterSystem, transaction: "never" },
    alter_system_reset: { plan: alterSystem, transaction: "never" },
    alter_system_reset_all: { plan: alterSystem, transaction: "never" },
};
