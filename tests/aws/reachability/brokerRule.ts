import type { Link } from "./protocol";

/** A rule of a Kafka connection for the brokers whose advertised addresses match a pattern. */
export interface BrokerRule {
    readonly matching: string;
    readonly link: Pick<Link, "id"> & { readonly zoneId?: string | undefined; readonly port?: number | undefined };
}

/** Returns the first rule whose pattern matches the `host:port` of a broker. A pattern may begin and end with `*`. */
export const ruleFor = <R extends Pick<BrokerRule, "matching">>(rules: readonly R[], address: string): R | undefined =>
    rules.find(({ matching }) => matches(matching, address));

function matches(pattern: string, address: string): boolean {
    const text = pattern.replace(/^\*/u, "").replace(/\*$/u, "");
    const [anyStart, anyEnd] = [pattern.startsWith("*"), pattern.length > 1 ? pattern.endsWith("*") : pattern === "*"];
    if (anyStart && anyEnd) return address.includes(text);
    if (anyStart) return address.endsWith(text);
    return anyEnd ? address.startsWith(text) : address === text;
}
