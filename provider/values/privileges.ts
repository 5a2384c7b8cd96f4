import { keyword, join, type Sql } from "../sql/sql";
import { PUBLIC } from "../catalog/acl";
import { type Reference, reference, referenceName } from "./reference";
import { choice, described } from "./scalars";
import { isUnknown, type Value } from "./value";

const privilege = choice(
    "SELECT",
    "INSERT",
    "UPDATE",
    "DELETE",
    "USAGE",
    "CREATE",
    "CREATEROLE",
    "CREATEDB",
    "CREATECLUSTER",
    "CREATENETWORKPOLICY",
);

/** A set of privileges: their order says nothing. */
export const privileges: Value<string[]> = {
    takes: "a list of privileges",
    check(value, site) {
        if (isUnknown(value)) return [];
        if (!Array.isArray(value)) return site.refuse(`takes a list of privileges, not ${described(value)}`);
        if (value.length === 0) return site.refuse("takes at least one privilege");
        return value.flatMap((one, at) => privilege.check(one, site.part(at)));
    },
    write: value => privilegeList(value),
};

export const privilegeList = (names: readonly string[]): Sql => join([...new Set(names)].sort().map(keyword), ", ");

const role = reference("Role", "none");

/** Who gets privileges: a role, or everybody. */
export const grantee: Value<Reference> = {
    ...role,
    takes: 'a Role, its name or "PUBLIC"',
    write: (value, site) => (value === PUBLIC ? keyword(PUBLIC) : referenceName(value, "none", site.home)),
};
