import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import { definitionText, isUnknownSql } from "../sql/sql";
import { type AnyKind, type GrantKind, isGrant } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { withoutKinds } from "../values/givenKinds";
import { type Fields, isFields } from "../values/value";
import { wantedPrivileges } from "./grantStatements";
import { isDeleted } from "./holding";
import { subjectText } from "./subject";

/**
 * Returns the other grants of the program that may give the same role privileges on the same objects. The resource class lists them, so that a state
 * holds them: a refresh or a delete of one grant knows nothing else of the others.
 */
export const otherGrants = ({ __others: others }: Fields): readonly Fields[] =>
    Array.isArray(others) ? others.filter(isFields) : [];

/** Returns the arguments with the other grants that concern a grant, out of all that the resource class lists. */
export function withOtherGrants(kind: AnyKind, { __others: listed, ...args }: Fields): Fields {
    const onAll = isGrant(kind) ? kind.onAll : undefined;
    if (onAll === undefined) return args;
    const others = otherGrants({ __others: listed })
        .map(other => ({ ...withoutKinds(other), __home: args.__home }))
        .filter(other => onAll.overlaps(args, other));
    return others.length === 0 ? args : { ...args, __others: others };
}

/** Returns true if two states list other grants. Grants of which something is unknown are not compared. */
export function hasOtherGrants(kind: AnyKind, olds: Fields, news: Fields): boolean {
    const texts = (state: Fields): string[] => otherGrants(state).map(other => definitionText(statementOf(kind, other)));
    if (otherGrants(news).some(other => isUnknownSql(statementOf(kind, other)))) return false;
    return texts(olds).sort().join("\n") !== texts(news).sort().join("\n");
}

const statementOf = (kind: AnyKind, args: Fields): ReturnType<AnyKind["create"]> => kind.create(statementParts(kind, args, []));

/** Returns the privileges that other grants give on the object of a grant, without those that this run has deleted. */
export const privilegesOfOthers = (environment: Environment, kind: GrantKind, args: Fields): string[] =>
    remainingGrants(environment, kind, args).flatMap(other => wantedPrivileges(kind, other));

/** Returns the other grants of a state without those that this run has deleted. */
export const remainingGrants = (environment: Environment, kind: GrantKind, args: Fields): readonly Fields[] =>
    otherGrants(args).filter(other => !isDeleted(environment, kind, other));

/**
 * Records a grant that was checked. Returns an error message if another one of this run concerns it, and one of the two does not list the other: the
 * program declares it later than the resource class could see.
 */
export function unlistedGrant(run: Run, kind: AnyKind, news: Fields): string | undefined {
    if (!isGrant(kind) || kind.onAll === undefined) return undefined;
    const { onAll } = kind;
    const others = run.grants.recordChecked(news);
    const lists = (one: Fields, other: Fields): boolean =>
        otherGrants(one).some(listed => subjectText(kind, listed) === subjectText(kind, other));
    const unlisted = others.find(one => onAll.overlaps(news, one) && !(lists(news, one) && lists(one, news)));
    if (unlisted === undefined) return undefined;
    const [all, single] = (onAll.isOnAll(news) ? [news, unlisted] : [unlisted, news]).map(one => String(one.__resource));
    return `${String(all)} and ${String(single)} may give the same role privileges on the same object, and one of them does not know of the other, which would revoke them: ${run.listsGrants ? `declare ${String(all)} before ${String(single)} in the program` : "give the privileges by only one of the two, since grants of this provider do not know of each other"}`;
}
