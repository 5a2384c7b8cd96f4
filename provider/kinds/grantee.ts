import { PUBLIC } from "../catalog/acl";
import { isResource, referencePath } from "../values/reference";
import type { Look } from "./kind";

const NOWHERE = { database: "", schema: "" };

/** The id of a role, which a resource keeps whatever it is called; undefined where there is none. Everybody is a role, too. */
export async function roleId(look: Look, value: unknown): Promise<string | undefined> {
    if (isResource(value)) return (await look.byId("role", value.id))?.id;
    const name = referencePath(value).at(-1) ?? "";
    return name === PUBLIC ? PUBLIC : (await look.object("role", NOWHERE, name))?.id;
}
