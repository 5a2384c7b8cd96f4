import { PRIVILEGE_LETTERS } from "../../common/privileges";

const NAMES: ReadonlyMap<string, string> = new Map(
    Object.entries(PRIVILEGE_LETTERS).map(([privilege, letter]) => [letter, privilege]),
);

/** All roles, as a grantee. */
export const PUBLIC = "PUBLIC";

/** True if an id in the catalog is that of a grantee; the catalog writes PUBLIC as "p" or as an empty text. */
export const isGrantee = (id: string, grantee: string): boolean =>
    grantee === PUBLIC ? id === "p" || id === "" : id === grantee;

/** Returns the names of the privileges that letters abbreviate, each once: SELECT and USAGE for `rU`. */
export const privilegeNames = (letters: string): string[] =>
    [...new Set(Array.from(letters, letter => NAMES.get(letter) ?? letter))].sort();

/** Returns the privileges that a role has by access control items such as `u1=rU/u2`, whoever granted them. Several items are in braces. */
export function privilegesOf(items: string | null, roleId: string): string[] {
    const all = (items ?? "").replaceAll(/[{}"]/gu, "").split(",");
    const letters = all.map(item => {
        const [grantee = "", held = ""] = (item.split("/", 1)[0] ?? "").split("=");
        return isGrantee(grantee, roleId) ? held : "";
    });
    return privilegeNames(letters.join(""));
}
