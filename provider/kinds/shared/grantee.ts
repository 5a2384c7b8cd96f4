import { PUBLIC } from "../../values/acl";
import { isResource, referencePath } from "../../values/reference";
import { NO_NAMESPACE } from "../../values/value";
import type { CatalogReader } from "../../statement/kind";

/** The id of a role, which a resource keeps whatever it is called; undefined where there is none. Everybody is a role, too. */
export async function roleId(look: CatalogReader, value: unknown): Promise<string | undefined> {
    if (isResource(value)) return (await look.findById("role", value.id))?.id;
    const name = referencePath(value).at(-1) ?? "";
    return name === PUBLIC ? PUBLIC : (await look.findByName("role", NO_NAMESPACE, name))?.id;
}
