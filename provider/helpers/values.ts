import { isIPv4 } from "node:net";
import { CIDR_BLOCK, isCidrBlock } from "../../common/addresses";
import { properties } from "../values/oneOf";
import { checkText, describeType, text } from "../values/scalars";
import { type Fields, containsUnknown, isUnknown, type ValueType } from "../values/value";

/** An object of arguments that is not written in SQL. */
export const object = (fields: Readonly<Record<string, ValueType>>, required = Object.keys(fields)): ValueType<Fields> => ({
    ...properties(fields, required),
    write: () => [],
});

/** A value that a component computes, and that needs no check. */
export const computed: ValueType = { type: { type: "any" }, check: () => [], write: () => [] };

/** A text that may be secret, so that error messages do not show it. */
export const confidential: ValueType<string> = {
    ...text(),
    check(value, context) {
        if (isUnknown(value)) return [];
        return typeof value === "string"
            ? checkText(value, context, {})
            : context.problem(`takes a string, not ${describeType(value)}`);
    },
};

/** A text of one form. `takes` describes the form, with an example. */
export const matching = (form: RegExp | ((value: string) => boolean), takes: string): ValueType<string> => {
    const fits = typeof form === "function" ? form : (value: string) => form.test(value);
    return {
        ...text(),
        check: (value, context) =>
            typeof value === "string" && !containsUnknown(value) && !fits(value)
                ? context.problem(`takes ${takes}`)
                : text().check(value, context),
    };
};

/** A CIDR block. */
export const cidr = matching(isCidrBlock, CIDR_BLOCK);

/** An IPv4 address in a VPC. */
export const privateAddress = matching(isIPv4, 'an IPv4 address such as "10.0.1.10"');

/** A host name or an address. The port is a separate argument. */
export const host = matching(/^[^\s:/,@?#%\\'"]+$/u, 'a host such as "b-1.example.com", without protocol and port');
