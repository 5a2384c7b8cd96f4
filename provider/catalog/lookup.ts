import type { ObjectKind } from "../statement/kind";
import type { Namespace } from "../values/value";
import type { CatalogRow } from "./queries";

/** A lookup of one object by its id, or by its name. */
export type Lookup = ById | ByName;

export interface ById extends Among {
    readonly id: string;
}

interface ByName extends Among, Namespace {
    readonly name: string;
    /** The kind whose outputs are returned. */
    readonly kind?: ObjectKind;
}

/** The objects among which ids and names are unique. */
interface Among {
    /** The type of the object; undefined for all objects in schemas, which share their ids and names. */
    readonly type?: string | undefined;
}

/** Returns the objects among which the ids and names of a kind are unique. */
export const among = ({ scope, catalog: { type } }: ObjectKind): Among => (scope === "schema" ? {} : { type });

/** Finds the object of a lookup. The name of an object outside of schemas includes neither schema nor database. */
export function matching<One extends CatalogRow>(rows: readonly One[], wanted: Lookup): One | undefined {
    return rows.find(row => {
        if (wanted.type === undefined ? row.schema === null : row.type !== wanted.type) return false;
        if ("id" in wanted) return row.id === wanted.id;
        const isInSchema = row.schema === null || row.schema === wanted.schema;
        return row.name === wanted.name && isInSchema && (row.database === null || row.database === wanted.database);
    });
}
