import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import { pemProblem, tlsParts } from "../../common/pem";
import { Authority, type Identity } from "../authority";

describe("certificates and keys in PEM form", () => {
    let ca: string;
    let client: Identity;
    let other: Identity;

    before(async () => {
        const authority = await Authority.create("authority");
        ca = authority.cert;
        [client, other] = await Promise.all([authority.issue("client"), authority.issue("other")]);
    });

    it("pemProblem accepts an authority, a certificate and its key", () => {
        expect(pemProblem({ ca, ...client })).to.equal(undefined);
    });
    it("pemProblem accepts missing parts", () => {
        expect(pemProblem({ ca: null, cert: undefined })).to.equal(undefined);
    });
    it("pemProblem finds a key of another certificate", () => {
        expect(pemProblem({ cert: client.cert, key: other.key })).to.equal("mismatch");
    });
    it("pemProblem finds a key with a passphrase, also one that OpenSSL decrypts to nonsense", function () {
        this.timeout("60s");
        const encrypted = (): string =>
            generateKeyPairSync("ec", {
                namedCurve: "P-256",
                publicKeyEncoding: { type: "spki", format: "pem" },
                privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "secret" },
            }).privateKey;
        // About one of 300 keys is decrypted to nonsense.
        const problems = Array.from({ length: 1000 }, () => pemProblem({ key: encrypted() }));
        expect([...new Set(problems)]).to.deep.equal(["passphrase"]);
    });
    it("pemProblem finds an authority and a certificate that are not in PEM form", () => {
        expect([pemProblem({ ca: "nonsense" }), pemProblem({ cert: "nonsense" })]).to.deep.equal(["unreadable", "unreadable"]);
    });
    it("tlsParts leaves out the parts that have no value", () => {
        expect(tlsParts({ ca, cert: null, key: undefined })).to.deep.equal({ ca });
    });
});
