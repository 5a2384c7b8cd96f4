import { type LocalMaterialize, startMaterialize } from "../materialize";

/** Starts a local Materialize for the tests of a suite, and sets `MATERIALIZE_URL` to it. */
export function useLocalMaterialize(): void {
    let materialize: LocalMaterialize;
    before(async () => {
        materialize = await startMaterialize();
        process.env.MATERIALIZE_URL = materialize.url;
    });
    after(async () => {
        delete process.env.MATERIALIZE_URL;
        await materialize.close();
    });
}
