import type { Need } from "../catalog/queries";
import type { Kind } from "../kinds/kind";
import { ConnectError } from "../session/failure";
import { OfflineError } from "../session/offline";
import type { Region } from "../session/regions";
import { definitionText, name } from "../sql/sql";
import type { Fields } from "../values/value";
import { shortened } from "./shortened";

/** Whether an object holds what was read from elsewhere: dropped, that is gone, and is read anew. */
export const isRead = (kind: Kind): boolean => ["KafkaSource", "SourceTable"].includes(kind.name);

/** The warning that what was read is dropped and read anew, with what hangs on it. */
export async function readAnew(region: () => Region, id: string, olds: Fields): Promise<string> {
    const what = `warning: ${String(olds.__kind)} ${String(olds.__resource)} loses what it has read, and reads it anew`;
    try {
        return `${what}. ${falling(await region().catalog.hanging(id), olds.cascade === true)}`;
    } catch (error) {
        return `${what}. What hangs on it is not known: ${reasonOf(error)}`;
    }
}

function falling(needs: readonly Need[], cascade: boolean): string {
    if (needs.length === 0) return "Nothing hangs on it";
    const others = cascade
        ? "is dropped with it, since cascade is true, and not made again"
        : "makes Materialize refuse the drop";
    return `On it hang: ${shortened(needs.map(shownAs))}. What this program makes of these is replaced with it; anything else ${others}`;
}

const shownAs = ({ type, database, schema, name: own }: Need): string =>
    `${type.replace("-", " ")} ${definitionText(name(...[database, schema].filter(step => step !== null), own))}`;

/** A preview goes on: nothing that it makes depends on it. */
function reasonOf(error: unknown): string {
    if (error instanceof OfflineError) return "materialize:offline is true";
    if (error instanceof ConnectError) return error.brief;
    return error instanceof Error ? error.message : String(error);
}
