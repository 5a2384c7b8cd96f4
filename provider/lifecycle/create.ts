import { type Observed, typeOf } from "../catalog/catalog";
import type { Kind } from "../kinds/kind";
import { homeOf, partsOf } from "../kinds/parts";
import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { settle } from "./settle";
import { kindOf, strings } from "./state";
import { finishing } from "./steps";

/** Makes the object, then gives it what its CREATE cannot: a comment, an owner. */
export async function create(region: Region, news: Fields): Promise<{ id: string; outs: Fields }> {
    const kind = kindOf(news);
    await region.session.run(kind.create(partsOf(kind, news, strings(news.__secretInputs))));
    const observed = await made(region, kind, news);
    const outs = await settle(
        region,
        observed.id,
        { ...news, comment: undefined, owner: undefined },
        news,
        finishing({ kind, observed, news }),
    );
    return { id: observed.id, outs };
}

async function made(region: Region, kind: Kind, news: Fields): Promise<Observed> {
    const name = String(news.name);
    const observed = await region.catalog.find({ type: typeOf(kind), ...homeOf(news), name });
    if (observed === undefined)
        throw new Error(
            `${String(news.qualifiedName)} was made, but Materialize's catalog does not hold it: was it dropped at once?`,
        );
    return observed;
}
