import type { Catalog } from "../../catalog/catalog";
import { isSecret } from "../secret";
import { textOf, type OptionValue } from "./body";

/** Returns the text of an option, or the value of the secret that it refers to. */
export function plainText(catalog: Catalog, option: OptionValue | undefined): string | undefined {
    if (!option || !("secret" in option)) return textOf(option);
    const secret = catalog.item(option.secret);
    return isSecret(secret) ? Buffer.from(secret.body.value, "base64").toString() : "";
}
