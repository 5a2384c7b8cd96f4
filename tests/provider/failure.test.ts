import { expect } from "chai";
import { connectError, serverError } from "../../provider/session/failure";
import { bytes, literal, secretTexts, sql, statementText } from "../../provider/sql/sql";
import { settings } from "./support";

const failed = (code: string, message = ""): Error => Object.assign(new Error(message), { code });

describe("errors", () => {
    for (const [error, sentence] of [
        [failed("ECONNREFUSED"), "Materialize at 127.0.0.1:6875 refuses connections: is it running there? Set materialize:host"],
        [failed("ENOTFOUND"), "cannot be found: the name does not resolve. Set materialize:host"],
        [failed("", "timeout expired"), "does not answer"],
        [failed("28P01", "invalid password"), 'does not let the user "materialize" in without a password: set materialize:user'],
        [failed("", "The server does not support SSL connections"), 'speaks no TLS, and sslmode is "disable"'],
        [failed("CERT_HAS_EXPIRED"), "shows a certificate that has expired"],
        [failed("ERR_TLS_CERT_ALTNAME_INVALID"), "shows a certificate for another name"],
        [
            failed("SELF_SIGNED_CERT_IN_CHAIN"),
            "shows a certificate of an authority that is not known here: set materialize:sslrootcert",
        ],
    ] as const) {
        it(`say what to set: ${sentence}`, () => {
            expect(connectError(error, settings).message).to.contain(sentence);
        });
    }

    it("never hold the password", () => {
        expect(connectError(failed("X", "odd: s3cret"), { ...settings, password: "s3cret" }).message).to.contain("odd: [secret]");
    });

    it("never hold a secret that the server quotes back, in any of its forms", () => {
        const statement = sql`CREATE SECRET x AS ${bytes("it's \\ a secret")} ${literal("me'too", true)}`;
        const quoted = `${statementText(statement)} cannot be run: "it's \\ a secret" and me'too`;
        const error = serverError(
            { code: "25001", message: quoted, detail: quoted, hint: quoted },
            "CREATE SECRET x",
            secretTexts(statement),
        );
        const hex = Buffer.from("it's \\ a secret").toString("hex");
        for (const secret of ["it's \\ a secret", hex, "me'too", "me''too"]) expect(error.message).not.to.contain(secret);
        expect(error.message).to.contain("Statement: CREATE SECRET x (SQLSTATE 25001)");
    });
});
