import type { Observed } from "../catalog/catalog";
import type { ObjectKind } from "../kinds/kind";
import { homeOf, nameIn, placeOf } from "../kinds/place";
import { LostError, ServerError } from "../session/failure";
import type { Region } from "../session/regions";
import { definitionText } from "../sql/sql";
import type { Fields } from "../values/value";
import { resuming } from "./claims";
import { isOurs } from "./ours";
import { shortened } from "./shortened";
import { objectKindOf, strings } from "./state";
import { CREATE } from "./unfinished";

/** A connection that is lost again and again is not worth another look. */
const LOOKS = 3;

/** Drops the object; where the answer is lost, it looks whether it is gone. */
export async function remove(region: Region, id: string, olds: Fields): Promise<void> {
    for (let look = 1; ; look++) {
        try {
            await drop(region, id, olds, look === 1);
            return;
        } catch (error) {
            if (!(error instanceof LostError) || look === LOOKS) throw error;
        }
    }
}

/** By the name that it has now; one that is gone already is no error, and what depends on it goes along only if that is asked. */
async function drop(region: Region, id: string, olds: Fields, isFirst: boolean): Promise<void> {
    const kind = objectKindOf(olds);
    const observed = await sought(region, kind, id, { olds, isFirst });
    if (observed === undefined) return;
    const target = nameIn(kind, placeOf(observed), observed.name);
    const cascade = olds.cascade === true;
    if (!cascade && kind.drop !== undefined && (await region.catalog.mayHold(observed.name)))
        await refuseInUse(region, kind, observed);
    const plain = { what: kind.object, target };
    const drops = cascade ? [{ ...plain, how: "CASCADE" as const }] : (kind.drop?.({ target, name: observed.name }) ?? [plain]);
    try {
        for (const one of drops) await region.drop(one);
        region.catalog.noteDropped(observed);
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (/^unknown (?:catalog item|cluster|database|schema|role) /u.test(error.text)) {
            // It may have got another name since all objects were read.
            await (isFirst ? drop(region, id, olds, false) : undefined);
            return;
        }
        if (IN_USE.test(error.text)) await refuseInUse(region, kind, observed);
        throw error;
    }
}

/**
 * All that are dropped are found by one query, which reads all objects. One whose CREATE lost its answer is looked for by its name; where
 * the program still has it, `create` takes it over.
 */
async function sought(
    region: Region,
    kind: ObjectKind,
    id: string,
    { olds, isFirst }: { olds: Fields; isFirst: boolean },
): Promise<Observed | undefined> {
    if (!strings(olds.pending).includes(CREATE))
        return isFirst ? region.catalog.recall(kind, id) : region.catalog.observe(kind, id);
    if (resuming.has(olds)) return undefined;
    const found = await region.catalog.find(kind, homeOf(kind, olds), String(olds.name));
    const seen = found === undefined ? undefined : await region.catalog.see(kind, found.id);
    return seen !== undefined && (await isOurs(region, kind, seen, olds)) ? seen : undefined;
}

const IN_USE = /depend|CASCADE|RESTRICT/u;

/** Refuses with the names of what uses it, if anything does. */
async function refuseInUse(region: Region, kind: ObjectKind, observed: Observed): Promise<void> {
    const users = await region.catalog.usersOf(kind, observed.id);
    if (users.length === 0) return;
    const target = definitionText(nameIn(kind, placeOf(observed), observed.name));
    const along = kind.rows.some(row => row.path === "cascade")
        ? "; or give cascade: true, run `pulumi up`, and they are dropped with it"
        : "";
    throw new Error(`${target} cannot be dropped, since it is in use: ${shortened(users)}. Drop these first${along}`);
}
