import { expect } from "chai";

import { replay } from "./conformance/replay";
import { ownTranscripts, readTranscript } from "./conformance/transcript";
import { startMaterialize, type LocalMaterialize } from "./index";

describe("the local Materialize answers as a real one did", function () {
    this.timeout(60_000);
    let server: LocalMaterialize;
    before(async () => {
        server = await startMaterialize();
    });
    after(() => server.close());

    // The transcripts build on each other: their order is that of their names.
    for (const transcript of ownTranscripts().map(readTranscript)) {
        it(`${transcript.name}: all ${transcript.records.length} records`, async () => {
            const judged = await replay(server, transcript);
            const others = judged.filter(each => each.verdict !== "agree");
            expect(others.map(({ record, got, verdict }) => ({ n: record.n, sql: record.sql, verdict, got }))).to.deep.equal([]);
        });
    }
});
