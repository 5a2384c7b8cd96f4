const words = (text: string): ReadonlySet<string> => new Set(text.split(" "));

/** Matches a word that needs no quotes unless it is a keyword. */
const WORD = /^[a-z_][a-z0-9_]*$/u;

/** Keywords that Materialize quotes when it prints them as names. */
const QUOTED = words(
    "all any array as case cast cross day distinct except false fetch from full group having hour if inner intersect into join left limit list minute " +
        "month natural not null offset on options order outer prepare qualify returning right second select set show some table true union using " +
        "values when where window with year",
);

/** Keywords that stand between the parts of a query or an expression. */
const SEPARATORS = words(
    "all and any array as asc between both by case cast check collate create cross delete desc distinct drop else end escape except exists " +
        "false fetch filter for from full group having ilike in inner insert intersect interval into is isnull join lateral leading left " +
        "like limit list map natural not notnull null nullif offset on options or order outer over overlaps position qualify returning right " +
        "row select set some swap table then to trailing trim true union update using values when where window with within",
);

/** Returns true if Materialize prints a name without quotes. */
export const isPlain = (name: string): boolean => WORD.test(name) && !QUOTED.has(name);

/** Returns true for a word, in lower case, that is a part of a name in a query rather than the keyword. */
export const isNamePart = (word: string): boolean => WORD.test(word) && !SEPARATORS.has(word);
