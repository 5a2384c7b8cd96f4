/** Returns the letters of a role in access control items as text, such as `ar`; undefined if it has none. */
export const privilegeLetters = (items: unknown, roleId: unknown): string | undefined =>
    new RegExp(`[{,]${String(roleId)}=(\\w+)/`, "u").exec(String(items))?.[1];
