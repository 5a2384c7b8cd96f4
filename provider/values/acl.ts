/** The letters of privileges in an access control item. */
const LETTERS: Readonly<Record<string, string>> = {
    a: "INSERT",
    r: "SELECT",
    w: "UPDATE",
    d: "DELETE",
    U: "USAGE",
    C: "CREATE",
    R: "CREATEROLE",
    B: "CREATEDB",
    N: "CREATECLUSTER",
    P: "CREATENETWORKPOLICY",
};

/** Everybody, as a grantee. */
export const PUBLIC = "PUBLIC";
const PUBLIC_IDS = ["", "p"];

/** The privileges that a role has by access control items such as `u1=rU/u2`, whoever granted them; several stand in braces. */
export function privilegesOf(items: string | null, roleId: string): string[] {
    const all = (items ?? "").replaceAll(/[{}"]/gu, "").split(",");
    const held = all.flatMap(item => {
        const [grantee = "", letters = ""] = (item.split("/", 1)[0] ?? "").split("=");
        const meant = roleId === PUBLIC ? PUBLIC_IDS.includes(grantee) : grantee === roleId;
        return meant ? Array.from(letters, letter => LETTERS[letter] ?? letter) : [];
    });
    return [...new Set(held)].sort();
}
