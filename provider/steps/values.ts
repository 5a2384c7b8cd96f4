import { checkFields } from "../values/oneOf";
import { text } from "../values/scalars";
import { type Fields, holdsUnknown, isUnknown, type Value } from "../values/value";

/** An object of arguments that no statement holds. */
export const object = (fields: Readonly<Record<string, Value>>, required = Object.keys(fields)): Value<Fields> => ({
    takes: `{ ${Object.keys(fields).join(", ")} }`,
    check: (value, site) => checkFields(value, site, fields, required),
    write: () => [],
});

/** What the component works out itself: nobody can misspell it. */
export const worked: Value = { takes: "anything", check: () => [], write: () => [] };

const BLOCK = /^(?:\d{1,3}(?:\.\d{1,3}){3}\/(?:\d|[12]\d|3[0-2])|[0-9a-f:]*:[0-9a-f:.]*\/(?:\d{1,2}|1[01]\d|12[0-8]))$/iu;

/** A text of one form, which `takes` says with an example. */
export const formed = (form: RegExp, takes: string): Value<string> => ({
    ...text(),
    check: (value, site) =>
        typeof value === "string" && !holdsUnknown(value) && !form.test(value)
            ? site.refuse(`takes ${takes}`)
            : text().check(value, site),
});

/** A block of addresses. */
export const block = formed(BLOCK, 'a block of addresses such as "203.0.113.64/30"');

/** Users that the image has already: the bastion's own could not be made. */
const TAKEN = ["root", "ec2-user"];

/** A user of Linux; it stands in the bastion's shell script and sshd configuration. */
export const linuxUser: Value<string> = {
    ...text(),
    check(value, site) {
        if (typeof value !== "string" || isUnknown(value)) return text().check(value, site);
        if (TAKEN.includes(value)) return site.refuse(`takes a user of Materialize's own, such as "materialize", not ${value}`);
        return /^[a-z_][a-z0-9_-]{0,31}$/u.test(value) ? [] : site.refuse('takes a Linux user\'s name, such as "materialize"');
    },
};
