import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { verify } from "./downloads";

describe("the checksums of the test services' downloads", () => {
    const folder = mkdtempSync(join(tmpdir(), "downloads-"));
    after(() => {
        rmSync(folder, { recursive: true });
    });
    const expected = new Map([["a.jar", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"]]);

    it("Downloaded files are accepted only with their checksum, and only if the list has all of them", () => {
        writeFileSync(join(folder, "a.jar"), "abc");
        verify(folder, ["a.jar"], expected);
        expect(() => {
            verify(folder, [], expected);
        }).to.throw("a.jar");
        writeFileSync(join(folder, "b.jar"), "");
        expect(() => {
            verify(folder, ["a.jar", "b.jar"], expected);
        }).to.throw(/: b\.jar\.$/u);
        writeFileSync(join(folder, "a.jar"), "changed");
        expect(() => {
            verify(folder, ["a.jar"], expected);
        }).to.throw("differ from tests/services/SHA256SUMS: a.jar");
    });
});
