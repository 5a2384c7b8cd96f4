import type { Environment } from "../run/environment";
import type { ObjectKind } from "../statement/kind";
import { argumentsOf } from "../statement/parts";
import type { Fields } from "../values/value";
import { strings } from "./state";

/** The comments on the columns of an object, by the name of the column. */
export type ColumnComments = Readonly<Record<string, string>>;

/** Returns the comments on the columns of an object. The id is Materialize's. */
export async function readColumnComments(environment: Environment, { catalog }: ObjectKind, id: string): Promise<ColumnComments> {
    const rows = await environment.rows<{ name: string; comment: string }>(
        `SELECT l.name, c.comment FROM mz_internal.mz_comments c
JOIN mz_catalog.mz_columns l ON l.id = c.id AND l.position::pg_catalog.text = c.object_sub_id::pg_catalog.text
WHERE c.id = $1 AND c.object_type = $2`,
        [id, catalog.type],
    );
    return Object.fromEntries(rows.map(({ name, comment }) => [name, comment]));
}

/** Returns the comments without those that the program gave, which it may have removed. */
export function keptComments({ rows }: ObjectKind, olds: Fields, comments: ColumnComments): ColumnComments {
    const given = rows.flatMap(({ path, change }) =>
        change.by === "columnComments" ? Object.keys(argumentsOf(olds).get(path) ?? {}) : [],
    );
    return Object.fromEntries(Object.entries(comments).filter(([column]) => !given.includes(column)));
}

const COMMENT = "comment on column ";

/** Returns the pending operations that set comments. */
export const commentOperations = (comments: ColumnComments): string[] =>
    Object.entries(comments).map(([column, comment]) => `${COMMENT}${JSON.stringify([column, comment])}`);

/** Returns the comments that pending operations set. */
export const pendingComments = (pending: unknown): ColumnComments =>
    Object.fromEntries(
        strings(pending)
            .filter(one => one.startsWith(COMMENT))
            .map(one => JSON.parse(one.slice(COMMENT.length)) as [string, string]),
    );

/** Returns the arguments of a state whose object has no comments, neither on itself nor on its columns. */
export const withoutComments = ({ rows }: ObjectKind): Fields =>
    Object.fromEntries(
        rows.flatMap(({ path, change }) =>
            change.by === "comment" || change.by === "columnComments" ? [[path, undefined]] : [],
        ),
    );
