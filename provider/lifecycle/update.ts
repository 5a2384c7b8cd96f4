import type { Region } from "../session/regions";
import type { Fields } from "../values/value";
import { bring } from "./bring";

export const update = async (region: Region, id: string, olds: Fields, news: Fields): Promise<{ outs: Fields }> => ({
    outs: await bring(region, id, olds, news),
});
