import type { Observed } from "../catalog/catalog";
import type { ObjectKind } from "../kinds/kind";
import { partsOf } from "../kinds/parts";
import { homeOf, targetOf } from "../kinds/place";
import type { Region } from "../session/regions";
import { definitionText } from "../sql/sql";
import { type Reference, referencePath } from "../values/reference";
import { type Fields, given, type Home, isAbsent } from "../values/value";
import { objectKindOf, strings } from "./state";

export interface ReadResult {
    id?: string;
    props?: Fields;
    inputs?: Fields;
}

/** What the server holds, in the program's own shape; an object that is gone has no id. */
export async function read(region: Region, id: string, props: Fields): Promise<ReadResult> {
    const kind = objectKindOf(props);
    const observed = await region.catalog.read(kind, id);
    if (observed === undefined) return {};
    const seen = asWritten(kind, observed, props);
    const inputs = given({
        ...Object.fromEntries(
            Object.entries(seen).filter(([key]) => key !== "pending" && !(key in (kind.catalog.outputs ?? {}))),
        ),
        qualifiedName: definitionText(targetOf(kind, seen)),
        definition: definitionText(kind.create(partsOf(kind, seen, strings(props.__secretInputs)))),
    });
    return { id, props: { ...inputs, ...(await region.catalog.readOutputs(kind, id)), pending: props.pending }, inputs };
}

/** What is the same as in the state stays as the program wrote it. */
function asWritten(kind: ObjectKind, observed: Observed, props: Fields): Fields {
    const home = homeOf(kind, props);
    const owner = isAbsent(props.owner) ? undefined : referencePath(props.owner as Reference).at(-1);
    return {
        ...props,
        name: observed.name,
        comment: observed.comment ?? undefined,
        ...moved(kind, home, observed),
        ...(owner === undefined || owner === observed.owner ? {} : { owner: observed.owner }),
    };
}

/** Another schema or database means that it was renamed, since nothing moves an object. */
function moved(kind: ObjectKind, home: Home, { schema, database }: Observed): Fields {
    if (database === null || (home.database === database && (schema === null || home.schema === schema))) return {};
    return kind.scope === "database" ? { database } : { schema: { name: schema, database } };
}
