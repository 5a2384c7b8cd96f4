const JSONB = 3802;

/** Returns a cell as Materialize prints it: JSON has no spaces, and its keys are sorted. */
export function asPrinted(type: number, cell: string | null): string | null {
    return type === JSONB && cell !== null ? compact(cell) : cell;
}

/** A token of PostgreSQL's JSON. Numbers stay text, so that they keep all digits. */
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s[\]{},:"]+)/gu;

function compact(json: string): string {
    const tokens = Array.from(json.matchAll(TOKEN), match => match[1] ?? "");
    let next = 0;
    const value = (): string => {
        const token = tokens[next++] ?? "";
        if (token === "[") return `[${items("]", value).join(",")}]`;
        return token === "{" ? `{${items("}", member).sort(byKey).join(",")}}` : token;
    };
    const member = (): string => {
        const key = tokens[next++] ?? "";
        next += 1;
        return `${key}:${value()}`;
    };
    const items = (end: string, item: () => string): string[] => {
        const found: string[] = [];
        while (tokens[next] !== end) {
            if (tokens[next] === ",") next += 1;
            found.push(item());
        }
        next += 1;
        return found;
    };
    return value();
}

const byKey = (left: string, right: string): number => (left < right ? -1 : 1);
