import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import type { AnyKind } from "../statement/kind";
import { dependsOnVersion, missingCapability, needsOf } from "../statement/versions";
import type { Fields } from "../values/value";

/** Returns the version of the server for a comparison. A preview that reaches no server takes the one of the state, which may have none. */
export async function knownVersion(run: Run, olds: Fields): Promise<number | undefined> {
    const environment = run.environment(olds.profile);
    const asked = await (run.isPreview ? environment.previewVersion() : environment.version());
    return asked ?? (typeof olds.serverVersion === "number" ? olds.serverVersion : undefined);
}

/** Returns the output with the version of the server, if a change of an object of the kind depends on it. */
export const versionOutput = async (environment: Environment, kind: AnyKind): Promise<Fields> =>
    dependsOnVersion(kind) ? { serverVersion: await environment.version() } : {};

/** Throws if the server is too old for an object or one of its arguments. */
export async function checkCapabilities(environment: Environment, kind: AnyKind, news: Fields): Promise<void> {
    if (needsOf(kind, news).length === 0) return;
    const missing = missingCapability(kind, news, await environment.version());
    if (missing !== undefined) throw new Error(`${String(news.qualifiedName)}: ${missing}. Nothing was changed`);
}
