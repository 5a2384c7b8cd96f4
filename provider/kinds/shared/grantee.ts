import { PUBLIC } from "../../values/acl";
import { privileges } from "../../values/privileges";
import { isResource, referencePath } from "../../values/reference";
import { NO_NAMESPACE, type ValueType } from "../../values/value";
import { type CatalogReader, type Row, row } from "../../statement/kind";
import { fixedClause } from "../../statement/rows";

/**
 * Declares a role of a grant. A grant to another role is created before the old one is revoked, since its privileges can be needed
 * until then. Another name is another role, since a role cannot be renamed.
 */
export const roleClause = <const P extends string, V>(path: P, value: ValueType<V>, why: string): Row<P, V> => ({
    ...fixedClause(path, "", value, why, { required: true }),
    createBeforeDelete: true,
});

/** The privileges of a grant. */
export const privilegesRow = row({
    path: "privileges",
    value: privileges,
    required: true,
    position: { in: "clause", after: "" },
    change: { by: "privileges" },
});

/** Returns the id of a role, `PUBLIC` for all roles; undefined if the role does not exist. */
export async function roleId(look: CatalogReader, value: unknown): Promise<string | undefined> {
    if (isResource(value)) return (await look.findResource("role", value))?.id;
    const name = referencePath(value).at(-1) ?? "";
    return name === PUBLIC ? PUBLIC : (await look.findByName("role", NO_NAMESPACE, name))?.id;
}
