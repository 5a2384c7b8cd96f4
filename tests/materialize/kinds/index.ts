import { cluster } from "./cluster";
import { connection } from "./connection";
import { database } from "./database";
import type { Kind } from "./kind";
import { materializedView } from "./materializedView";
import { relationIndex } from "./relationIndex";
import { networkPolicy } from "./networkPolicy";
import { role } from "./role";
import { schema } from "./schema";
import { secret } from "./secret";
import { sink } from "./sink";
import { source } from "./source";
import { table } from "./table";
import { type } from "./type";
import { view } from "./view";

/** Every kind of objects that this server has. A new environment creates its objects in this order. */
export const KINDS: readonly Kind[] = [
    role,
    cluster,
    networkPolicy,
    database,
    schema,
    secret,
    type,
    connection,
    source,
    table,
    view,
    materializedView,
    relationIndex,
    sink,
];
