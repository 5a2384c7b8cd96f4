import { targetOf } from "../kinds/parts";
import { ServerError } from "../session/failure";
import type { Region } from "../session/regions";
import { keyword, sql } from "../sql/sql";
import type { Fields } from "../values/value";
import { kindOf } from "./state";

/** Drops the object by the name that it has now; one that is gone already is no error. */
export async function remove(region: Region, id: string, olds: Fields): Promise<void> {
    const kind = kindOf(olds);
    const observed = await region.catalog.read(id);
    if (observed === undefined) return;
    const { name, schema, database } = observed;
    try {
        await region.session.run(sql`DROP ${keyword(kind.object)} ${targetOf(kind, { name, schema, database })}`);
    } catch (error) {
        if (!(error instanceof ServerError && error.text.startsWith("unknown catalog item"))) throw error;
    }
}
