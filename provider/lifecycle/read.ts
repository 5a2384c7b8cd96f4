import type { Observed } from "../catalog/catalog";
import { homeOf, partsOf, targetOf } from "../kinds/parts";
import type { Region } from "../session/regions";
import { definitionText } from "../sql/sql";
import { type Reference, referencePath } from "../values/reference";
import { type Fields, isAbsent } from "../values/value";
import { kindOf, strings } from "./state";

export interface ReadResult {
    id?: string;
    props?: Fields;
    inputs?: Fields;
}

/** What the server holds, in the program's own shape; an object that is gone has no id. */
export async function read(region: Region, id: string, props: Fields): Promise<ReadResult> {
    const observed = await region.catalog.read(id);
    if (observed === undefined) return {};
    const seen = asWritten(observed, props);
    const kind = kindOf(props);
    const worked = {
        qualifiedName: definitionText(targetOf(kind, seen)),
        definition: definitionText(kind.create(partsOf(kind, seen, strings(props.__secretInputs)))),
    };
    const inputs = Object.fromEntries(
        Object.entries({ ...seen, ...worked }).filter(([key, value]) => key !== "pending" && !isAbsent(value)),
    );
    return { id, props: { ...inputs, pending: props.pending }, inputs };
}

/** What is the same as in the state stays as the program wrote it. */
function asWritten(observed: Observed, props: Fields): Fields {
    const home = homeOf(props);
    const owner = isAbsent(props.owner) ? undefined : referencePath(props.owner as Reference).at(-1);
    return {
        ...props,
        name: observed.name,
        comment: observed.comment ?? undefined,
        ...(home.database === observed.database ? {} : { database: observed.database }),
        ...(home.schema === observed.schema ? {} : { schema: observed.schema }),
        ...(owner === undefined || owner === observed.owner ? {} : { owner: observed.owner }),
    };
}
