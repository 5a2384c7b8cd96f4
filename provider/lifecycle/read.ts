import type { Observed, Seen } from "../catalog/catalog";
import type { ObjectKind } from "../kinds/kind";
import { partsOf } from "../kinds/parts";
import { homeOf, targetOf } from "../kinds/place";
import type { Region } from "../session/regions";
import { definitionText, quoteName } from "../sql/sql";
import { isResource, referencePath } from "../values/reference";
import { type Fields, given, type Home, isAbsent } from "../values/value";
import { argumentsAt } from "./observed";
import { isOurs } from "./ours";
import { objectKindOf, strings } from "./state";
import { CREATE, resolved } from "./unfinished";

export interface ReadResult {
    id?: string;
    props?: Fields;
    inputs?: Fields;
}

/** What the server holds, in the program's own shape; an object that is gone has no id. */
export async function read(region: Region, id: string, props: Fields): Promise<ReadResult> {
    const kind = objectKindOf(props);
    const seen = await sought(region, kind, id, props);
    if (seen === undefined) return {};
    const known = await argumentsAt(kind, seen, asWritten(kind, seen, props), () => region.catalog.readAll());
    const pending = resolved(kind, seen, props).filter(step => step !== CREATE);
    const inputs = given({
        ...Object.fromEntries(
            Object.entries(known).filter(([key]) => key !== "pending" && !(key in (kind.catalog.outputs ?? {}))),
        ),
        qualifiedName: definitionText(targetOf(kind, known)),
        definition: definitionText(kind.create(partsOf(kind, known, strings(props.__secretInputs)))),
    });
    return { id: seen.id, props: { ...inputs, ...given(seen.outputs), pending }, inputs };
}

/** One whose CREATE lost its answer has no id yet: it is looked for by its name. */
async function sought(region: Region, kind: ObjectKind, id: string, props: Fields): Promise<Seen | undefined> {
    if (!strings(props.pending).includes(CREATE)) return region.catalog.read(kind, id);
    const seen = await region.catalog.readNamed(kind, homeOf(kind, props), String(props.name));
    return seen !== undefined && (await isOurs(region, kind, seen, props)) ? seen : undefined;
}

/** What is the same as in the state stays as the program wrote it. */
function asWritten(kind: ObjectKind, observed: Observed, props: Fields): Fields {
    const home = homeOf(kind, props);
    const owner = isAbsent(props.owner) ? undefined : referencePath(props.owner).at(-1);
    return {
        ...props,
        name: observed.name,
        comment: observed.comment ?? undefined,
        ...moved(kind, home, observed, props),
        ...(owner === undefined || owner === observed.owner ? {} : { owner: observed.owner }),
    };
}

/** Another schema or database means that it was renamed, since nothing moves an object. */
function moved(kind: ObjectKind, home: Home, { schema, database }: Observed, props: Fields): Fields {
    if (database === null || (home.database === database && (schema === null || home.schema === schema))) return {};
    if (!kind.rows.some(row => row.place.in === "path")) return {};
    if (kind.scope === "database") return { database: renamed(props.database, quoteName(database)) ?? database };
    const name = `${quoteName(database)}.${quoteName(schema ?? "")}`;
    return { schema: renamed(props.schema, name) ?? { name: schema, database } };
}

/** The resource that was given, by its new name: renaming it back is then all that is to be done. */
const renamed = (given: unknown, qualifiedName: string): Fields | undefined =>
    isResource(given) ? { id: given.id, qualifiedName } : undefined;
