import type { Observed } from "../catalog/catalog";
import type { ObjectKind } from "../kinds/kind";
import { partsOf } from "../kinds/parts";
import { homeOf } from "../kinds/place";
import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { settle } from "./settle";
import { objectKindOf, strings } from "./state";
import { stepsAfterCreate } from "./steps";

/** Makes the object, then gives it what its CREATE cannot: a comment, an owner. */
export async function create(region: Region, news: Fields): Promise<{ id: string; outs: Fields }> {
    const kind = objectKindOf(news);
    await region.session.run(kind.create(partsOf(kind, news, strings(news.__secretInputs))));
    const observed = await made(region, kind, news);
    const computed = await region.catalog.outputs(kind, observed.id);
    const wanted = { ...news, ...computed };
    const outs = await settle(
        region,
        observed.id,
        { ...wanted, comment: undefined, owner: undefined },
        wanted,
        stepsAfterCreate({ kind, observed, news }),
    );
    return { id: observed.id, outs };
}

async function made(region: Region, kind: ObjectKind, news: Fields): Promise<Observed> {
    const observed = await region.catalog.find(kind, homeOf(kind, news), String(news.name));
    if (observed !== undefined) return observed;
    throw new Error(
        `${String(news.qualifiedName)} was made, but Materialize's catalog does not hold it: was it dropped at once?`,
    );
}
