/** Keywords that Materialize quotes when it prints them as names. */
const RESERVED = new Set(
    (
        "all and any array as asc between both case cast check collate create cross delete desc distinct drop else end escape except exists " +
        "false fetch filter for from full group having ilike in inner insert intersect interval into is isnull join lateral leading left " +
        "like limit list map natural not notnull null nullif offset on options or order outer over overlaps position qualify returning right " +
        "row select set some swap table then to trailing trim true union update using values when where window with within"
    ).split(" "),
);

/** Returns true if Materialize prints a name without quotes. */
export const isPlain = (name: string): boolean => /^[a-z_][a-z0-9_]*$/u.test(name) && !RESERVED.has(name);
