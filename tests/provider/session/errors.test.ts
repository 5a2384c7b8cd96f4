import { expect } from "chai";
import { serverError } from "../../../provider/session/errors";
import { connectError } from "../../../provider/session/connectErrors";
import { bytes, literal, secretTexts, sql, statementText } from "../../../provider/sql/sql";
import { settings } from "../support";

const failed = (code: string, message = ""): Error => Object.assign(new Error(message), { code });

describe("error messages", () => {
    it("errors hide a short secret with special characters", () => {
        for (const secret of ['a"b', "$1", "{2}", "-/-"]) {
            const quoted = `unexpected "${secret}" here`;
            expect(serverError(failed("XX000", quoted), "SELECT", [secret]).serverMessage).to.equal("unexpected [secret] here");
        }
    });

    for (const [error, sentence] of [
        [
            failed("ECONNREFUSED"),
            "Materialize at 127.0.0.1:6875 refuses connections: is it running there? Else set materialize:host and materialize:port (or MZ_HOST and MZ_PORT)",
        ],
        [failed("ENOTFOUND"), "cannot be found, since the name does not resolve: set materialize:host (or MZ_HOST)"],
        [failed("", "timeout expired"), "does not answer"],
        [failed("53300", "full"), "takes no more connections: close some, or lower materialize:maxConnections"],
        [failed("57P03", "starting up"), "is starting or stopping"],
        [failed("ECONNRESET"), "closes the connection at once: is it restarting, or does it require TLS? materialize:sslmode"],
        [failed("EHOSTUNREACH"), "cannot be reached from here"],
        [
            failed("28000", "connection requires a valid client certificate"),
            "requires a client certificate: set materialize:sslcert",
        ],
        [failed("ERR_SSL_TLSV1_ALERT_UNKNOWN_CA"), "rejects the client certificate: set materialize:sslcert"],
        [failed("ERR_SSL_SSLV3_ALERT_CERTIFICATE_EXPIRED"), "rejects the client certificate"],
        [failed("ETIMEDOUT", "connect ETIMEDOUT 192.0.2.1:53300"), "does not answer"],
        [
            failed("28P01", "invalid password"),
            'refuses the login of the user "materialize" without a password: set materialize:user',
        ],
        [failed("", "The server does not support SSL connections"), 'speaks no TLS, and sslmode is "disable"'],
        [failed("CERT_HAS_EXPIRED"), "presents a certificate that has expired"],
        [failed("ERR_TLS_CERT_ALTNAME_INVALID"), "presents a certificate for another name"],
        [
            failed("SELF_SIGNED_CERT_IN_CHAIN"),
            "presents a certificate of an authority that is not known here: set materialize:sslrootcert (or MZ_SSLROOTCERT)",
        ],
    ] as const) {
        it(`errors of connections name the setting: ${sentence}`, () => {
            expect(connectError(error, settings).message).to.contain(sentence);
        });
    }

    it("errors of connections name the settings of the profile", () => {
        expect(connectError(failed("28P01"), { ...settings, profile: "eu-1" }).message).to.contain(
            "set materialize:profiles.eu-1.user and materialize:profiles.eu-1.password (or MZ_USER_EU_1 and MZ_PASSWORD_EU_1)",
        );
    });

    it("errors of logins name the credentials that are not sent", () => {
        expect(connectError(failed("28P01"), { ...settings, withheld: true }).message).to.contain(
            "the environment names another host than the config, whose user and password are not sent there: set MZ_USER and MZ_PASSWORD, or give them in MATERIALIZE_URL",
        );
    });

    it("errors of connections never contain the password", () => {
        expect(connectError(failed("X", "odd: s3cret"), { ...settings, password: "s3cret" }).message).to.contain("odd: [secret]");
    });

    it("errors of statements never contain a secret that the server quotes, in any of its forms", () => {
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
