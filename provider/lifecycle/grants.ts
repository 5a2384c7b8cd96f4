import type { GrantKind } from "../kinds/kind";
import { partsOf } from "../kinds/parts";
import { MEMBER } from "../kinds/roleGrant";
import { LostError } from "../session/failure";
import type { Region } from "../session/regions";
import { definitionText, type Sql } from "../sql/sql";
import { privilegeList } from "../values/privileges";
import type { Fields } from "../values/value";
import { withCurrentNames } from "./observed";
import type { ReadResult } from "./read";
import { strings } from "./state";

/** Membership has no list of privileges: it is one. */
const wantedBy = (args: Fields): string[] => (args.privileges === undefined ? [MEMBER] : [...new Set(strings(args.privileges))]);

/** Which pair a grant is on: `ON SECRET "d"."s"."n" TO "r"`. */
export const pairText = (kind: GrantKind, args: Fields): string => definitionText(kind.pair(partsOf(kind, args, [])));

export async function createGrant(kind: GrantKind, region: Region, news: Fields): Promise<{ id: string; outs: Fields }> {
    await region.making(() => sure(() => region.change(kind.create(partsOf(kind, news, [])))));
    await settleGrant(kind, region, news);
    return { id: pairText(kind, news), outs: news };
}

export async function updateGrant(kind: GrantKind, region: Region, news: Fields): Promise<{ outs: Fields }> {
    await settleGrant(kind, region, news);
    return { outs: news };
}

/** Brings a pair to the set that is wanted: what is missing is granted, what is more is revoked. */
async function settleGrant(kind: GrantKind, region: Region, news: Fields): Promise<void> {
    const wanted = wantedBy(news);
    const held = (await kind.held(news, region.catalog.now)) ?? [];
    const parts = partsOf(kind, news, []);
    const run = async (names: readonly string[], statement: (names: Sql) => Sql): Promise<void> => {
        if (names.length > 0) await sure(() => region.change(statement(privilegeList(names))));
    };
    await run(
        wanted.filter(one => !held.includes(one)),
        names => kind.grant(parts, names),
    );
    await run(
        held.filter(one => !wanted.includes(one)),
        names => kind.revoke(parts, names),
    );
}

/** What the pair has now; a pair whose object or role is gone is gone too. */
export async function readGrant(kind: GrantKind, region: Region, id: string, props: Fields): Promise<ReadResult> {
    const held = await kind.held(props, region.catalog.atFirst);
    if (held === undefined || (held.length === 0 && props.privileges === undefined)) return {};
    const wanted = wantedBy(props);
    const same = held.length === wanted.length && held.every(one => wanted.includes(one));
    const seen = same ? props : { ...props, privileges: held };
    return { id, props: seen, inputs: seen };
}

/** Revokes what was granted, from the object and the role by the names that they have now; where one is gone, that went along. */
export async function deleteGrant(kind: GrantKind, region: Region, olds: Fields): Promise<void> {
    const held = (await kind.held(olds, region.catalog.atFirst)) ?? [];
    const left = wantedBy(olds).filter(one => held.includes(one));
    if (left.length === 0) return;
    const now = (await withCurrentNames(olds, () => region.catalog.readAll())) as Fields;
    await sure(() => region.revoke(kind.revoke(partsOf(kind, now, []), privilegeList(left))));
}

/** GRANT and REVOKE do no harm twice: where the answer is lost, they are sent once more. */
async function sure(run: () => Promise<void>): Promise<void> {
    try {
        await run();
    } catch (error) {
        if (!(error instanceof LostError)) throw error;
        await run();
    }
}
