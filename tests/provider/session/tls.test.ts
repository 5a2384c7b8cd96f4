import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { TLSSocket, type TLSSocketOptions } from "node:tls";
import { generateKeyPairSync } from "node:crypto";
import { expect } from "chai";
import type * as Pg from "pg";
import type { Settings } from "../../../provider/session/settings";
import { Authority, type Identity } from "../../authority";
import type { Server as TestedServer } from "../../server";
import { failure, listening, server, withSession } from "./support";

/** Returns a server that ends TLS in front of the local Materialize, as a load balancer does; without a certificate, it reports that it does not support TLS. */
function balancer({ host, port }: TestedServer, options: TLSSocketOptions | undefined): Server {
    return createServer((socket: Socket) => {
        socket.on("error", () => undefined);
        socket.once("data", () => {
            socket.write(options === undefined ? "N" : "S");
            if (options === undefined) return;
            const plain = new TLSSocket(socket, { ...options, isServer: true });
            const behind = connect(port, host);
            plain.on("error", () => behind.destroy()).pipe(behind);
            behind.on("error", () => plain.destroy()).pipe(plain);
        });
    });
}

const load = createRequire(__filename);

/** The installed version of the driver, and the lowest one that the package accepts. */
const DRIVERS = {
    pg: () => load("pg") as typeof Pg,
    "pg-lowest": () => load("pg-lowest") as typeof Pg,
} as const;

describe("the lowest version of pg", () => {
    it("the TLS tests run with the lowest version that the package accepts", () => {
        const { dependencies, devDependencies } = load("../../../package.json") as Record<string, Record<string, string>>;
        expect(`npm:pg@${dependencies?.pg?.replace("^", "") ?? ""}`).to.equal(devDependencies?.["pg-lowest"]);
    });
});

for (const [version, driver] of Object.entries(DRIVERS))
    describe(`the setting sslmode, with ${version}`, function () {
        this.timeout("30s");
        const folder = mkdtempSync(join(tmpdir(), "tls-"));
        const open: Server[] = [];
        let ours: Authority;
        let strange: Authority;
        let right: Identity;

        before(async () => {
            [ours, strange] = await Promise.all([Authority.create("ours"), Authority.create("strange")]);
            right = await ours.issue("mz", { names: ["localhost", "127.0.0.1"] });
        });
        after(() => {
            rmSync(folder, { recursive: true });
            for (const one of open) one.close();
        });

        /** Returns the result of a session with a server: `let in`, or its error message. */
        async function answer(options: TLSSocketOptions | undefined, given: Partial<Settings>): Promise<string> {
            const front = balancer(await server(), options);
            open.push(front);
            const port = await listening(front);
            let said = "let in";
            await withSession(
                { host: "localhost", port, ...given },
                async ({ session }) => {
                    const asked = session.rows<{ one: number }>("SELECT 1 AS one");
                    said = await asked.then(([row]) => (row?.one === 1 ? "let in" : "?"), String);
                },
                { driver },
            );
            return said.replace("ConnectError: ", "").replace(`Materialize at ${given.host ?? "localhost"}:${String(port)} `, "");
        }

        const full = (): Partial<Settings> => ({ sslmode: "verify-full", sslrootcert: ours.cert });
        const UNKNOWN =
            "presents a certificate of an authority that is not known here: set materialize:sslrootcert (or MZ_SSLROOTCERT) to the authority's certificate.";

        it("verify-full accepts a valid certificate for the host name and for the address", async () => {
            expect(await answer(right, full())).to.equal("let in");
            expect(await answer(right, { ...full(), host: "127.0.0.1" })).to.equal("let in");
        });

        it("verify-full refuses a certificate for localhost from a server whose host is an IP address", async () => {
            const named = await ours.issue("localhost", { names: ["localhost"] });
            expect(await answer(named, { ...full(), host: "127.0.0.1" })).to.match(/^presents a certificate for another name/u);
            expect(await answer(named, full())).to.equal("let in");
        });

        it("sslrootcert accepts the path of the authority's certificate", async () => {
            writeFileSync(join(folder, "ca.pem"), ours.cert);
            expect(await answer(right, { ...full(), sslrootcert: join(folder, "ca.pem") })).to.equal("let in");
        });

        for (const sslmode of ["verify-ca", "verify-full"] as const) {
            it(`${sslmode} refuses a certificate that has expired, is not valid yet, or was issued by another authority`, async () => {
                const given = { ...full(), sslmode };
                const past = await ours.issue("mz", { names: ["localhost"], validFrom: -3, validUntil: -2 });
                expect(await answer(past, given)).to.equal(
                    "presents a certificate that has expired: it has to be renewed on the server.",
                );
                const future = await ours.issue("mz", { names: ["localhost"], validFrom: 2, validUntil: 3 });
                expect(await answer(future, given)).to.contain("is not valid yet: is the clock of this machine right?");
                expect(await answer(await strange.issue("mz", { names: ["localhost"] }), given)).to.equal(UNKNOWN);
            });
        }

        it("verify-full trusts only the public authorities if sslrootcert is not set", async () => {
            expect(await answer(right, { sslmode: "verify-full" })).to.equal(UNKNOWN);
            expect(await answer(right, { sslmode: "verify-full", sslrootcert: "system" })).to.equal(UNKNOWN);
        });

        it("verify-full verifies the host name, and verify-ca does not", async () => {
            const other = await ours.issue("localhost", { names: ["mz.example.com"] });
            expect(await answer(other, full())).to.match(
                /^presents a certificate for another name: set materialize:host \(or MZ_HOST\) to the name in the certificate; .* may be "verify-ca"/u,
            );
            expect(await answer(other, { ...full(), sslmode: "verify-ca" })).to.equal("let in");
        });

        it("require verifies the certificate only if sslrootcert is set", async () => {
            const stranger = await strange.issue("mz", { names: ["mz.example.com"], validFrom: -3, validUntil: -2 });
            expect(await answer(stranger, { sslmode: "require" })).to.equal("let in");
            const living = await strange.issue("mz", { names: ["localhost"] });
            expect(await answer(living, { sslmode: "require", sslrootcert: ours.cert })).to.equal(UNKNOWN);
            expect(await answer(right, { sslmode: "require", sslrootcert: ours.cert })).to.equal("let in");
        });

        it("an environment variable of Node does not turn verification off", async () => {
            process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
            try {
                expect(await answer(await strange.issue("mz", { names: ["localhost"] }), full())).to.equal(UNKNOWN);
            } finally {
                delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
            }
        });

        it("a session never falls back to an unencrypted connection", async () => {
            for (const sslmode of ["require", "verify-full"] as const)
                expect(await answer(undefined, { sslmode })).to.equal(
                    `speaks no TLS, and sslmode is "${sslmode}": set materialize:sslmode (or MZ_SSLMODE) to "disable" where nobody can listen on the way.`,
                );
        });
    });

for (const [version, driver] of Object.entries(DRIVERS))
    describe(`the certificate of a client, with ${version}`, function () {
        this.timeout("30s");
        const open: Server[] = [];
        let ours: Authority;
        let asking: TLSSocketOptions;
        let mine: Identity;

        before(async () => {
            ours = await Authority.create("ours");
            asking = {
                ...(await ours.issue("mz", { names: ["localhost"] })),
                ca: ours.cert,
                requestCert: true,
                rejectUnauthorized: true,
            };
            mine = await ours.issue("me");
        });
        after(() => {
            for (const one of open) one.close();
        });

        async function asked(more: TLSSocketOptions, given: Partial<Settings>): Promise<string> {
            const front = balancer(await server(), { ...asking, ...more });
            open.push(front);
            const port = await listening(front);
            let said = "";
            const all = { host: "localhost", port, sslmode: "verify-full", sslrootcert: ours.cert, ...given } as const;
            await withSession(
                all,
                async ({ session }) => {
                    said = await session.rows("SELECT 1").then(
                        () => "let in",
                        (error: unknown) => (error instanceof Error ? error.message : String(error)),
                    );
                },
                { driver },
            );
            return said;
        }

        for (const version of ["TLSv1.2", "TLSv1.3"] as const) {
            const over = { minVersion: version, maxVersion: version };

            it(`a session sends its certificate to a server that requires one, over ${version}`, async () => {
                expect(await asked(over, { sslcert: mine.cert, sslkey: mine.key })).to.equal("let in");
            });

            it(`the error names sslcert and sslkey if a server requires a certificate, over ${version}`, async () => {
                expect(await asked(over, {})).to.contain("sslcert and materialize:sslkey (or MZ_SSLCERT and MZ_SSLKEY)");
            });
        }

        const sentence = async (sslcert: string, sslkey: string): Promise<string> =>
            (await failure(asked({}, { sslcert, sslkey }).then(said => Promise.reject(new Error(said))))).message;

        it("a session refuses an unreadable certificate, another key and an encrypted key, and no error shows the key", async () => {
            const other = await ours.issue("other");
            expect(await sentence(mine.cert, other.key)).to.equal(
                "materialize:sslkey (or MZ_SSLKEY) is not the key of materialize:sslcert (or MZ_SSLCERT)",
            );
            const { privateKey } = generateKeyPairSync("ec", {
                namedCurve: "P-256",
                publicKeyEncoding: { type: "spki", format: "pem" },
                privateKeyEncoding: { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "x" },
            });
            expect(await sentence(mine.cert, privateKey)).to.contain("is encrypted with a passphrase: give it without one");
            expect(await sentence(mine.cert, "-----BEGIN NONSENSE-----")).to.contain(
                "are not certificates and a key in PEM form",
            );
            const half = await sentence(mine.cert, "c2VjcmV0 half a key");
            expect(half).to.contain("is neither a key in PEM form nor a file that can be read").and.not.to.contain("c2VjcmV0");
            expect(await sentence("/no/such/file", mine.key)).to.contain('nor a file that can be read: "/no/such/file"');
        });
    });
