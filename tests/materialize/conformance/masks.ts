/** Ids, keys, times, details of databases and the id of the environment. They differ between servers, and are consistent on each. */
const VARYING =
    /(?<![A-Za-z0-9])[us]\d+\b|AAAAC3[A-Za-z0-9+/=]+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\bAS OF \d+|\(OID \d+\)|(?<=DETAILS = ')[0-9a-f]{20,}|\b1[67]\d{11}\b/gu;

/** The kinds of the ids in columns. Ids of different kinds can be equal. */
const KINDS: readonly (readonly [column: RegExp, kind: string])[] = [
    [/^(?:owner_id|role_id|member|grantor|grantee|privileges)$/u, "role"],
    [/^cluster_id$/u, "cluster"],
    [/^schema_id$/u, "schema"],
    [/^database_id$/u, "database"],
];
const OF_RELATION = /\bFROM\s+(?:mz_catalog\.)?mz_(cluster|schema|database|role)s\b/iu;

/** The correspondence between the ids of two servers. */
export class Masks {
    private readonly theirs = new Map<string, string>();
    private readonly ours = new Map<string, string>();

    /** True if two texts differ only in ids, keys and times, and these correspond to each other. */
    same(expected: string | null | undefined, got: string | null | undefined, kind = "item"): boolean {
        if (typeof expected !== "string" || typeof got !== "string") return (expected ?? null) === (got ?? null);
        if (this.masked(expected) !== this.masked(got)) return false;
        const others = [...got.matchAll(VARYING)];
        return [...expected.matchAll(VARYING)].every((match, index) => {
            const inCluster = expected.slice(0, match.index).endsWith("IN CLUSTER [");
            return this.pair(inCluster ? "cluster" : kind, match[0], others[index]?.[0] ?? "");
        });
    }

    /** Returns the key by which rows are sorted before they are compared. */
    key(row: readonly (string | null)[]): string {
        return row.map(cell => this.masked(cell ?? "\0")).join("\u0001");
    }

    private masked(text: string): string {
        return text.replaceAll(VARYING, "…");
    }

    private pair(kind: string, id: string, other: string): boolean {
        if (!/^u\d+$/u.test(id)) return true;
        const [left, right] = [`${kind} ${id}`, `${kind} ${other}`];
        const known = this.theirs.get(left) ?? right;
        const back = this.ours.get(right) ?? left;
        this.theirs.set(left, known);
        this.ours.set(right, back);
        return known === right && back === left;
    }
}

/** Returns the kind of the ids in a column of a result. */
export function idsOf(column: string, sql: string): string {
    const found = KINDS.find(([pattern]) => pattern.test(column));
    if (found) return found[1];
    return column === "id" ? (OF_RELATION.exec(sql)?.[1]?.toLowerCase() ?? "item") : "item";
}
