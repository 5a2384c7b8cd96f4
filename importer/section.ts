/** Returns a section of a report; nothing if it has no lines. */
export const section = (title: string, lines: readonly string[]): string[] =>
    lines.length === 0 ? [] : ["", title, ...lines.map(line => `  ${line}`)];
