import type { Environment } from "../run/environment";
import type { Fields } from "../values/value";
import { reconcile } from "./reconcile";

export const updateObject = async (
    environment: Environment,
    id: string,
    olds: Fields,
    news: Fields,
): Promise<{ outs: Fields }> => ({
    outs: await reconcile(environment, id, olds, news),
});
