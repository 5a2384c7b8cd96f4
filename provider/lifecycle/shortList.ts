const SHOWN = 10;

/** The first of some texts, and how many more there are. */
export const shortList = (all: readonly string[]): string =>
    all.slice(0, SHOWN).join(", ") + (all.length > SHOWN ? ` and ${String(all.length - SHOWN)} more` : "");
