import type { GrantKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { MEMBER } from "../kinds/roleGrant";
import { ConnectionLostError } from "../session/errors";
import type { Environment } from "../run/environment";
import { definitionText, type Sql } from "../sql/sql";
import { privilegeList } from "../values/privileges";
import type { Fields } from "../values/value";
import { withCurrentNames } from "./readback";
import type { ReadResult } from "./read";
import { strings } from "./state";

/** Membership has no list of privileges: it is one. */
const wantedBy = (args: Fields): string[] => (args.privileges === undefined ? [MEMBER] : [...new Set(strings(args.privileges))]);

/** Which pair a grant is on: `ON SECRET "d"."s"."n" TO "r"`. */
export const grantSubject = (kind: GrantKind, args: Fields): string =>
    definitionText(kind.subject(statementParts(kind, args, [])));

export async function createGrant(
    kind: GrantKind,
    environment: Environment,
    news: Fields,
): Promise<{ id: string; outs: Fields }> {
    await environment.making(() => sure(() => environment.change(kind.create(statementParts(kind, news, [])))));
    await settleGrant(kind, environment, news);
    return { id: grantSubject(kind, news), outs: news };
}

export async function updateGrant(kind: GrantKind, environment: Environment, news: Fields): Promise<{ outs: Fields }> {
    await settleGrant(kind, environment, news);
    return { outs: news };
}

/** Brings a pair to the set that is wanted: what is missing is granted, what is more is revoked. */
async function settleGrant(kind: GrantKind, environment: Environment, news: Fields): Promise<void> {
    const wanted = wantedBy(news);
    const held = (await kind.currentPrivileges(news, environment.catalog.current)) ?? [];
    const parts = statementParts(kind, news, []);
    const run = async (names: readonly string[], statement: (names: Sql) => Sql): Promise<void> => {
        if (names.length > 0) await sure(() => environment.change(statement(privilegeList(names))));
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
export async function readGrant(kind: GrantKind, environment: Environment, id: string, props: Fields): Promise<ReadResult> {
    const held = await kind.currentPrivileges(props, environment.catalog.fromSnapshot);
    if (held === undefined || (held.length === 0 && props.privileges === undefined)) return {};
    const wanted = wantedBy(props);
    const same = held.length === wanted.length && held.every(one => wanted.includes(one));
    const seen = same ? props : { ...props, privileges: held };
    return { id, props: seen, inputs: seen };
}

/** Revokes what was granted, from the object and the role by the names that they have now; where one is gone, that went along. */
export async function deleteGrant(kind: GrantKind, environment: Environment, olds: Fields): Promise<void> {
    const held = (await kind.currentPrivileges(olds, environment.catalog.fromSnapshot)) ?? [];
    const left = wantedBy(olds).filter(one => held.includes(one));
    if (left.length === 0) return;
    const now = (await withCurrentNames(olds, () => environment.catalog.snapshot())) as Fields;
    await sure(() => environment.revoke(kind.revoke(statementParts(kind, now, []), privilegeList(left))));
}

/** GRANT and REVOKE do no harm twice: where the answer is lost, they are sent once more. */
async function sure(run: () => Promise<void>): Promise<void> {
    try {
        await run();
    } catch (error) {
        if (!(error instanceof ConnectionLostError)) throw error;
        await run();
    }
}
