/** Returns the message of what was thrown. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Returns what was thrown as an error. */
export const errorOf = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
