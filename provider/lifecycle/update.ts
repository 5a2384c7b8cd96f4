import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { settle } from "./settle";
import { objectKindOf } from "./state";
import { stepsTo } from "./steps";

/** Looks at what is there and brings it to what is wanted, whatever an earlier run left undone. */
export async function update(region: Region, id: string, olds: Fields, news: Fields): Promise<{ outs: Fields }> {
    const kind = objectKindOf(news);
    const observed = await region.catalog.observe(kind, id);
    if (observed === undefined) {
        throw new Error(
            `${String(olds.qualifiedName)} is not there any more: run \`pulumi refresh\`, and the next \`pulumi up\` makes it anew`,
        );
    }
    const outs = await settle(region, id, olds, news, stepsTo({ kind, observed, olds, news }));
    return { outs: { ...outs, ...(await region.catalog.outputs(kind, id)) } };
}
