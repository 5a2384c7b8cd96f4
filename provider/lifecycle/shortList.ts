const SHOWN = 10;

/** Lists the first texts, and the number of the others. */
export const shortList = (all: readonly string[]): string =>
    all.slice(0, SHOWN).join(", ") + (all.length > SHOWN ? ` and ${String(all.length - SHOWN)} more` : "");
