import { allCases } from ".";
import type { AnyKind } from "../../../provider/statement/kind";
import { missingCapability } from "../../../provider/statement/versions";
import { isExternal, skip } from "../../server";
import { serverVersion } from "../support";
import type { Case, KindCases } from "./case";

/** The cases of one argument that the shared server is new enough for. */
export async function argumentCases(
    test: Mocha.Context,
    kind: AnyKind,
    path: string,
): Promise<{ readonly cases: KindCases; readonly own: readonly Case[] }> {
    const cases = allCases.find(one => one.kind === kind.name);
    const all = cases?.cases.filter(one => one.path === path) ?? [];
    if (cases === undefined || all.length === 0) throw new Error(`there is no case for ${kind.name}.${path}`);
    if (cases.onlyLocal !== undefined && isExternal()) skip(test, cases.onlyLocal);
    const version = await serverVersion();
    const missing = ({ from, to }: Case): string | undefined =>
        missingCapability(kind, { ...cases.base, ...from, ...to }, version);
    const unanswered = ({ onlyLocal }: Case): string | undefined => (isExternal() ? onlyLocal : undefined);
    const own = all.filter(one => (missing(one) ?? unanswered(one)) === undefined);
    if (own.length === 0) skip(test, all.map(one => missing(one) ?? unanswered(one)).join());
    return { cases, own };
}
