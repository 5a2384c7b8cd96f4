import { type LocalServer, startLocal } from "../server";

/** Starts a local Materialize for the tests of a suite, and sets `MATERIALIZE_URL` to it. */
export function useLocalMaterialize(): void {
    let materialize: LocalServer;
    before(async () => {
        materialize = await startLocal();
        process.env.MATERIALIZE_URL = materialize.url;
    });
    after(async () => {
        delete process.env.MATERIALIZE_URL;
        await materialize.close();
    });
}
