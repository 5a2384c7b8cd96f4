import { isIPv4, isIPv6 } from "node:net";
import { checkFields } from "../values/oneOf";
import { text } from "../values/scalars";
import { type Fields, holdsUnknown, type Value } from "../values/value";

/** An object of arguments that no statement holds. */
export const object = (fields: Readonly<Record<string, Value>>, required = Object.keys(fields)): Value<Fields> => ({
    takes: `{ ${Object.keys(fields).join(", ")} }`,
    check: (value, site) => checkFields(value, site, fields, required),
    write: () => [],
});

/** What the component works out itself: nobody can misspell it. */
export const worked: Value = { takes: "anything", check: () => [], write: () => [] };

/** A text of one form, which `takes` says with an example. */
export const formed = (form: RegExp | ((value: string) => boolean), takes: string): Value<string> => {
    const fits = typeof form === "function" ? form : (value: string) => form.test(value);
    return {
        ...text(),
        check: (value, site) =>
            typeof value === "string" && !holdsUnknown(value) && !fits(value)
                ? site.refuse(`takes ${takes}`)
                : text().check(value, site),
    };
};

/** An IPv4 address as a number. */
const numberOf = (ip: string): number => ip.split(".").reduce((number, part) => number * 256 + Number(part), 0);

/** AWS's provider takes a block by its first address alone. */
function isBlock(value: string): boolean {
    const { ip = "", prefix = "" } = /^(?<ip>.+)\/(?<prefix>\d{1,3})$/u.exec(value)?.groups ?? {};
    const size = Number(prefix);
    if (isIPv4(ip)) return prefix !== "" && size <= 32 && numberOf(ip) % 2 ** (32 - size) === 0;
    return isIPv6(ip) && !ip.includes("%") && prefix !== "" && size <= 128;
}

/** A block of addresses. */
export const block = formed(isBlock, 'a block of addresses, by its first one, such as "203.0.113.64/30"');

/** The address of something in a VPC. */
export const privateAddress = formed(isIPv4, 'an IPv4 address such as "10.0.1.10"');

/** A name or an address, beside which the port has an argument of its own. */
export const host = formed(/^[^\s:/,]+$/u, 'a host such as "b-1.example.com", without protocol and port');
