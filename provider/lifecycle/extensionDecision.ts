import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import type { Change } from "../statement/argument";
import type { ObjectKind, Row } from "../statement/kind";
import { argumentsOf } from "../statement/parts";
import { argumentContext, namespaceOf } from "../statement/qualifiedName";
import type { Fields } from "../values/value";
import { changedRows, withNamesOf } from "./changes";
import { isUnresolved } from "./pendingOperations";

/** The states of a resource that the engine compares. */
interface States {
    readonly olds: Fields;
    readonly news: Fields;
}

/** Returns what the new value of an argument adds to the old one; undefined if that is not all that differs. */
export function additionsTo(kind: ObjectKind, row: Row, { olds, news }: States): readonly unknown[] | undefined {
    const now = argumentsOf(news).get(row.path);
    const before = withNamesOf(now, argumentsOf(olds).get(row.path));
    return row.extension?.added(before, now, argumentContext(row.path, namespaceOf(kind, news), []));
}

/** Decides whether the server changes an argument in place whose new value only adds to the old one, and returns the kind with that change. */
export async function decideExtension(run: Run, kind: ObjectKind, states: States): Promise<ObjectKind> {
    if (isUnresolved(states.olds)) return kind;
    const row = changedRows(kind, states.olds, states.news).find(one => additionsTo(kind, one, states) !== undefined);
    if (row?.extension === undefined || row.change.by !== "replacement") return kind;
    const { flag, noun } = row.extension;
    const value = await flagOf(run, run.environment(states.news.profile), flag);
    if (value === undefined && run.notices.isFirst("extension", states.news))
        console.log(
            `${kind.name} ${String(states.news.__resource)}: ${row.path} – new ${noun} are added in place if the flag ${flag} of the server is on, which is not known: no server was asked`,
        );
    const off = `the flag ${flag} of this server, with which it adds ${noun}, is off`;
    const change: Change = value === false ? { by: "replacement", why: `${row.change.why}; ${off}` } : { by: "extension" };
    return { ...kind, rows: kind.rows.map(one => (one === row ? { ...one, change } : one)) };
}

/** Only superusers may ask for a flag by SHOW. It is off by default. */
const FLAG = "SELECT p.value FROM mz_internal.mz_overridden_system_parameters p WHERE p.name = $1";

/** Returns whether a flag of the server is on; undefined in a preview that reaches no server. */
async function flagOf(run: Run, environment: Environment, flag: string): Promise<boolean | undefined> {
    if (run.isPreview && (await environment.previewVersion()) === undefined) return undefined;
    const [set] = await environment.rows<{ value: string }>(FLAG, [flag]);
    return set !== undefined && ["on", "true"].includes(set.value);
}
