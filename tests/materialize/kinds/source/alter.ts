import type { Plan, Scope } from "../../session/plan";
import { failure } from "../../errors";
import { keyword } from "../../catalog/object";
import { readKind } from "../../statements/words";
import { unavailable } from "../view";

/** ALTER … SET CLUSTER: of what has one, only a materialized view can be moved, where that is allowed. */
export function alterCluster({ cursor, session }: Scope): Plan {
    if (!session.enabled("enable_alter_set_cluster"))
        throw unavailable("ALTER ... SET CLUSTER syntax", "enable_alter_set_cluster");
    cursor.expect("ALTER");
    const kind = readKind(cursor);
    if (kind === "materialized-view") return cursor.refuse();
    throw failure(
        `ALTER ${keyword(kind)} SET CLUSTER not yet supported, see https://github.com/MaterializeInc/materialize/discussions/29606 for more details`,
    );
}
