import type { CatalogRow } from "../catalog/catalog";
import { quoteName } from "../sql/sql";
import type { Fields } from "../values/value";
import { describeType } from "./inUse";

const NOT_THIS_SERVER =
    "The server was set up again, or it is another one: connect to the server that this stack was applied to, or remove the resource from the stack with `pulumi state delete`";

/** The id of an object belongs to an object of another type, which never happens in one environment. */
export const otherType = (state: Fields, known: CatalogRow): Error =>
    new Error(
        `${String(state.qualifiedName)} cannot be managed: ${known.id} is its id in the stack, and the ${describeType(known)} ${quoteName(known.name)} has this id. ${NOT_THIS_SERVER}`,
    );

/** The id of an object belongs to one that has never had its name. */
export const neverNamed = (state: Fields, known: CatalogRow): Error =>
    new Error(
        `${String(state.qualifiedName)} cannot be managed: ${known.id} is its id in the stack, and the ${describeType(known)} ${quoteName(known.name)}, which has never been called ${quoteName(String(state.name))}, has this id. ${NOT_THIS_SERVER}`,
    );

/** Another object has the name of an object. */
export function nameTaken(
    state: Fields,
    { known, holder, mayFollow }: { known: string; holder: string; mayFollow: boolean },
): Error {
    const how = mayFollow
        ? 'rename the objects back, or set identifyBy: "name" and run `pulumi up` to manage the object that has the name'
        : "rename one of them; the other one has another owner or is of another kind, so this stack does not manage it";
    return new Error(
        `${String(state.qualifiedName)} was swapped or replaced outside of this stack: the object of this stack is ${known} now, and ${holder} has its name. Nothing was changed: ${how}`,
    );
}

/** What an object lies in has another name, and another one of this type has its name. */
export const containerSwapped = (
    state: Fields,
    { type, now, before }: { readonly type: string; readonly now: string; readonly before: string },
): Error =>
    new Error(
        `${String(state.qualifiedName)} lies in the ${type} ${quoteName(now)} now, since the ${type} ${quoteName(before)} was swapped outside of this stack. Nothing was changed, and the object is not replaced: swap the ${type}s back, or drop the object and run \`pulumi refresh\``,
    );
