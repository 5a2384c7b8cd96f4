/** Matches a token of JSON: a string, a bracket, a comma or a colon, or a number or word. */
const TOKEN = /\s*("(?:[^"\\]|\\.)*"|[[\]{},:]|[^\s"[\]{},:]+)/uy;

/** Returns the texts of JSON values with white space between them; undefined if the text is something else. */
export function jsonValues(source: string): string[] | undefined {
    const values: string[] = [];
    const text = source.trimEnd();
    let depth = 0;
    let start = 0;
    TOKEN.lastIndex = 0;
    while (TOKEN.lastIndex < text.length) {
        const token = TOKEN.exec(text)?.[1];
        if (token === undefined) return undefined;
        depth += "[{".includes(token) ? 1 : "]}".includes(token) ? -1 : 0;
        if (depth > 0) continue;
        values.push(text.slice(start, TOKEN.lastIndex));
        start = TOKEN.lastIndex;
    }
    return depth === 0 && values.every(isJson) ? values.map(value => value.trim()) : undefined;
}

function isJson(text: string): boolean {
    try {
        JSON.parse(text);
        return true;
    } catch {
        return false;
    }
}
