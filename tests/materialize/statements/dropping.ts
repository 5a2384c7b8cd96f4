import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import type { Step } from "../postgres/database";
import { quoted } from "../sql/names";

/** The objects that one statement drops, in the order in which the notice lists them. */
export class Dropping {
    private readonly dropped = new Set<CatalogObject>();
    /** The descriptions of parts that are no objects of the catalog, such as the replicas of a cluster. */
    readonly partNames: string[] = [];

    constructor(
        private readonly catalog: Catalog,
        readonly cascade: boolean,
        readonly restrict: boolean,
    ) {}

    get objects(): readonly CatalogObject[] {
        return [...this.dropped];
    }

    add(object: CatalogObject): void {
        this.dropped.add(object);
    }

    /** Adds an item after the items that use it, and then its parts. */
    addItem(object: CatalogObject): void {
        if (this.dropped.has(object)) return;
        for (const dependant of this.catalog.dependants(object.id)) this.addItem(dependant);
        this.dropped.add(object);
        for (const id of this.catalog.kindOf(object).parts?.(object) ?? []) {
            const part = this.catalog.item(id);
            if (part) this.addItem(part);
        }
    }
}

/** Returns the statements that drop the rows of objects. An object that uses another one must come first. */
export function dropRows(catalog: Catalog, objects: readonly CatalogObject[]): Step[] {
    return objects.flatMap((object): Step[] => {
        const { rows } = catalog.kindOf(object);
        return rows ? [[`DROP ${rows} IF EXISTS data.${quoted(object.id)}`]] : [];
    });
}
