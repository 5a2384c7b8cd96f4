import type { ConnectionOptions } from "node:tls";
import { pemProblem, tlsParts } from "../../../common/pem";
import { choice, port, text } from "../../values/scalars";
import { type Fields, containsUnknown, isAbsent, type ValueType } from "../../values/value";
import { confidential, host, object } from "../values";

/** The address and the credentials with which the machine that runs Pulumi connects to a database of PostgreSQL. */
export interface Access {
    readonly host: string;
    readonly port: number;
    readonly database: string;
    readonly user: string;
    readonly password: string;
    readonly sslMode: "disable" | "require" | "verify-ca" | "verify-full";
    readonly certificateAuthority?: string | null;
    /** The name in the certificate, if it is not `host`: behind a port that is forwarded. */
    readonly serverName?: string | null;
}

/** The argument of every helper resource that connects to a database. */
export const access: ValueType = object(
    {
        ...{ host, port, database: confidential, user: confidential, password: confidential },
        sslMode: choice("disable", "require", "verify-ca", "verify-full"),
        ...{ certificateAuthority: confidential, serverName: text() },
    },
    ["host", "port", "database", "user", "password", "sslMode"],
);

export const accessOf = (args: Fields): Access => args.access as Access;

/** Returns the problems with combinations of the arguments. */
export function accessProblems(args: Fields): string[] {
    const { certificateAuthority: ca } = accessOf(args);
    if (isAbsent(ca) || containsUnknown(ca) || pemProblem({ ca, cert: undefined, key: undefined }) === undefined) return [];
    return ["access.certificateAuthority must be a certificate in PEM form"];
}

/** Returns the TLS options for `sslMode`, in libpq's meaning; false without TLS. */
export function tlsOf({ host: own, serverName, sslMode, certificateAuthority: ca }: Access): ConnectionOptions | false {
    if (sslMode === "disable") return false;
    const parts = { ...tlsParts({ ca: ca ?? undefined, cert: undefined, key: undefined }), servername: serverName ?? own };
    if (sslMode === "require") return { ...parts, rejectUnauthorized: false };
    return {
        ...parts,
        rejectUnauthorized: true,
        ...(sslMode === "verify-ca" ? { checkServerIdentity: () => undefined } : {}),
    };
}
