import type { Run } from "../provider/run/run";
import { type CatalogObjects, catalogObjects, type Found } from "./catalogObjects";
import { resourceNames } from "./names";
import type { ImportOptions } from "./options";
import { inDependencyOrder } from "./order";
import { type ReadObject, readObjects } from "./readObjects";
import { isSelected, leftOut, type LeftOut, whyPredefined, whyWithoutClass } from "./selection";
import { type Move, moveOf } from "./terraform";
import { readState } from "./terraform/state";

/** What is imported of an environment, in the order of the dependencies, and what is not. */
export interface ReadEnvironment {
    readonly objects: readonly ReadObject[];
    readonly others: readonly LeftOut[];
    /** What moves from Terraform; undefined without a state of it. */
    readonly move: Move | undefined;
}

/** Which objects to read, with the names of their resources. */
interface Selection extends Pick<ReadEnvironment, "others" | "move"> {
    readonly wanted: readonly Found[];
    readonly names: ReadonlyMap<string, string>;
}

/** Reads the objects that the user asks for. */
export async function readEnvironment(run: Run, options: ImportOptions): Promise<ReadEnvironment> {
    const { catalog } = run.environment(undefined);
    const { terraform } = options;
    const objects = await catalogObjects(catalog);
    const selection =
        terraform === undefined ? ofEnvironment(run, objects, options) : await ofState(run, objects, terraform, options);
    const { wanted, names, others, move } = selection;
    const { read, unreadable } = await readObjects(run, await inDependencyOrder(catalog, wanted), names);
    if (read.length === 0 && (move?.declared ?? []).length === 0) throw new Error("the catalog has no object to import");
    return { objects: read, others: [...unreadable, ...others], move };
}

/** Selects all objects of the environment that the options name. */
function ofEnvironment(run: Run, { found, others }: CatalogObjects, options: ImportOptions): Selection {
    const { user } = run.environment(undefined);
    const selected = found
        .filter(({ row }) => isSelected(row, options))
        .map(object => ({ object, reason: whyPredefined(object.row, user) }));
    const predefined = selected.flatMap(({ object: { row }, reason }) => (reason === undefined ? [] : [leftOut(row, reason)]));
    const withoutClass = others.filter(row => isSelected(row, options)).map(row => leftOut(row, whyWithoutClass(row)));
    return {
        wanted: selected.flatMap(({ object, reason }) => (reason === undefined ? [object] : [])),
        names: resourceNames(found, run.settings(undefined)),
        others: [...withoutClass, ...predefined],
        move: undefined,
    };
}

/** Selects the objects of a state of Terraform that the options name. Terraform manages those of every environment only if somebody has imported them. */
async function ofState(run: Run, objects: CatalogObjects, file: string, options: ImportOptions): Promise<Selection> {
    const environmentId = await run.environment(undefined).id();
    const move = moveOf(readState(file), objects, environmentId, ({ row }) => isSelected(row, options));
    return { wanted: move.objects, names: move.names, others: move.others, move };
}
