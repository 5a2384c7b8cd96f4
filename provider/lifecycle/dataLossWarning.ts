import { messageOf } from "../../common/messageOf";
import { blocksDrop, type Dependency } from "../catalog/queries";
import { ConnectError } from "../session/errors";
import { OfflineError } from "../session/offline";
import type { Environment } from "../run/environment";
import type { ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";
import { describeObject } from "./inUse";
import { shortList } from "./shortList";

/** Returns the warning that a replacement drops ingested data, with the dependants of the object. */
export async function dataLossWarning(
    environment: () => Environment,
    { kind, id }: { readonly kind: ObjectKind; readonly id: string },
    olds: Fields,
): Promise<string> {
    const lost = kind.losesRows !== undefined ? "loses its rows" : "loses the data that it has ingested, and ingests it again";
    const what = `warning: ${String(olds.__kind)} ${String(olds.__resource)} ${lost}`;
    try {
        return `${what}. ${describeDependants(await environment().catalog.transitiveDependants(kind, id), olds.cascade === true)}`;
    } catch (error) {
        return `${what}. Its dependants are not known: ${reasonOf(error)}`;
    }
}

/** Returns the line of a preview that lists the dependants of an object that is replaced; undefined if it has none, or the server does not answer. */
export async function dependantsNotice(
    environment: () => Environment,
    { kind, id }: { readonly kind: ObjectKind; readonly id: string },
    olds: Fields,
): Promise<string | undefined> {
    try {
        const dependants = (await environment().catalog.transitiveDependants(kind, id)).filter(one => blocksDrop(kind, one));
        if (dependants.length === 0) return undefined;
        return `${String(olds.__kind)} ${String(olds.__resource)}: ${describeDependants(dependants, olds.cascade === true)}`;
    } catch {
        return undefined;
    }
}

function describeDependants(dependants: readonly Dependency[], cascade: boolean): string {
    if (dependants.length === 0) return "No object depends on it";
    const others = cascade
        ? "is dropped with it, since cascade is true, and is not created again"
        : "makes Materialize refuse the drop";
    return `These objects depend on it: ${shortList(dependants.map(describeObject))}. Those that this program creates are replaced with it; any other ${others}`;
}

/** Describes an error of the lookup, which does not stop the preview. */
function reasonOf(error: unknown): string {
    if (error instanceof OfflineError) return "materialize:offline is true";
    if (error instanceof ConnectError) return error.summary;
    return messageOf(error);
}
