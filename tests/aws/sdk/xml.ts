/** A document as EC2's and ELB's protocols write it. */
export type Xml = string | number | boolean | undefined | readonly Xml[] | { readonly [tag: string]: Xml };

/** Lists are written as items of one name: EC2 says `item`, ELB says `member`. */
export function xml(value: Xml, item: "item" | "member"): string {
    if (value === undefined) return "";
    if (typeof value !== "object") return escaped(String(value));
    if (isList(value)) return value.map(part => `<${item}>${xml(part, item)}</${item}>`).join("");
    return Object.entries(value)
        .map(([tag, part]) => (part === undefined ? "" : `<${tag}>${xml(part, item)}</${tag}>`))
        .join("");
}

const isList = (value: Xml): value is readonly Xml[] => Array.isArray(value);

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string): string => text.replace(/[&<>"]/gu, character => ENTITIES[character] ?? "");

/** The members of a list in a query: `ServiceId.1`, `TargetGroupArns.member.1`. */
export function members(query: URLSearchParams, name: string): string[] {
    const pattern = new RegExp(`^${name}\\.(?:member\\.)?\\d+$`, "u");
    return [...query].flatMap(([key, value]) => (pattern.test(key) ? [value] : []));
}

/** EC2's filters: `Filter.1.Name`, `Filter.1.Value.1`. */
export function filters(query: URLSearchParams): { readonly name: string; readonly values: readonly string[] }[] {
    const numbers = [...query.keys()].flatMap(key => /^Filter\.(\d+)\.Name$/u.exec(key)?.[1] ?? []);
    return numbers.map(number => ({
        name: query.get(`Filter.${number}.Name`) ?? "",
        values: members(query, `Filter\\.${number}\\.Value`),
    }));
}
