import { nameIn, placeOf } from "../kinds/place";
import { ServerError } from "../session/failure";
import type { Region } from "../session/regions";
import { keyword, sql } from "../sql/sql";
import type { Fields } from "../values/value";
import { objectKindOf } from "./state";

/** Drops the object by the name that it has now; one that is gone already is no error, and what depends on it goes along only if that is asked. */
export async function remove(region: Region, id: string, olds: Fields): Promise<void> {
    const kind = objectKindOf(olds);
    const observed = await region.catalog.observe(kind, id);
    if (observed === undefined) return;
    const target = nameIn(kind, placeOf(observed), observed.name);
    const cascade = olds.cascade === true;
    const plain = sql`DROP ${keyword(kind.object)} ${target}${keyword(cascade ? " CASCADE" : "")}`;
    const statements = cascade ? [plain] : (kind.drop?.({ target, name: observed.name }) ?? [plain]);
    try {
        for (const statement of statements) await region.session.run(statement);
    } catch (error) {
        if (!(error instanceof ServerError && /^unknown (?:catalog item|cluster|database|schema|role) /u.test(error.text)))
            throw error;
    }
}
