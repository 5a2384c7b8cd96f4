/** A document of the EC2 and ELB protocols. */
export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [tag: string]: Xml };

/** Writes a document as XML. The elements of a list are named `item` by EC2 and `member` by ELB. */
export function toXml(value: Xml, item: "item" | "member"): string {
    if (value === undefined) return "";
    if (typeof value !== "object") return escapeXml(String(value));
    if (isList(value)) return value.map(part => `<${item}>${toXml(part, item)}</${item}>`).join("");
    return Object.entries(value)
        .map(([tag, part]) => (part === undefined ? "" : `<${tag}>${toXml(part, item)}</${tag}>`))
        .join("");
}

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escapeXml = (text: string): string => text.replace(/[&<>"]/gu, character => ENTITIES[character] ?? "");

/** Returns the members of a list in a query, for example `ServiceId.1` or `TargetGroupArns.member.1`. */
export function listMembers(query: URLSearchParams, name: string): string[] {
    const pattern = new RegExp(`^${name}\\.(?:member\\.)?\\d+$`, "u");
    return [...query].flatMap(([key, value]) => (pattern.test(key) ? [value] : []));
}

/** Returns EC2's filters: `Filter.1.Name`, `Filter.1.Value.1`, …. */
export function readFilters(query: URLSearchParams): { readonly name: string; readonly values: readonly string[] }[] {
    const numbers = [...query.keys()].flatMap(key => /^Filter\.(\d+)\.Name$/u.exec(key)?.[1] ?? []);
    return numbers.map(number => ({
        name: query.get(`Filter.${number}.Name`) ?? "",
        values: listMembers(query, `Filter\\.${number}\\.Value`),
    }));
}
