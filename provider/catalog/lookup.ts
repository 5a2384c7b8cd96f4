import type { ObjectKind } from "../statement/kind";
import type { Namespace } from "../values/value";
import type { CatalogRow } from "./queries";

/** A lookup of one object by its id, or by its name. */
export type Lookup = ById | ByName;

export interface ById {
    readonly type: string;
    readonly id: string;
}

interface ByName extends Namespace {
    readonly type: string;
    readonly name: string;
    /** The kind whose outputs are returned. */
    readonly kind?: ObjectKind;
}

/** Finds the object of a lookup. The name of an object outside of schemas includes neither schema nor database. */
export function matching<One extends CatalogRow>(rows: readonly One[], wanted: Lookup): One | undefined {
    return rows.find(row => {
        if (row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const isInSchema = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && isInSchema && (row.database === null || row.database === wanted.database);
    });
}
