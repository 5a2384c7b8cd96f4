import { type Privilege, PRIVILEGE_LETTERS } from "../../common/privileges";
import { keyword, join, type Sql } from "../sql/sql";
import { PUBLIC } from "./acl";
import { type Reference, reference, referenceName } from "./reference";
import { choice, describeType } from "./scalars";
import { isUnknown, type ValueOf, type ValueType } from "./value";

const privilege = choice(...(Object.keys(PRIVILEGE_LETTERS) as Privilege[]));

/** A set of privileges. Their order is not significant. */
export const privileges: ValueType<ValueOf<typeof privilege>[]> = {
    type: { type: "list", items: privilege.type, minItems: 1, description: "a list of privileges" },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return context.problem(`takes a list of privileges, not ${describeType(value)}`);
        if (value.length === 0) return context.problem("takes at least one privilege");
        return value.flatMap((one, at) => privilege.check(one, context.child(at)));
    },
    write: value => privilegeList(value),
};

export const privilegeList = (names: readonly string[]): Sql => join([...new Set(names)].sort().map(keyword), ", ");

const role = reference("Role", "none");

/** The role that receives privileges; `PUBLIC` is all roles. */
export const grantee: ValueType<Reference<"Role">> = {
    ...role,
    write: (value, context) => (value === PUBLIC ? keyword(PUBLIC) : referenceName(value, "none", context.namespace)),
};
