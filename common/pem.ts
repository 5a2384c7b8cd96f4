import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";

/** A certificate authority, and the certificate and key of a client, in PEM form. */
export interface Pem {
    readonly ca?: string | null | undefined;
    readonly cert?: string | null | undefined;
    readonly key?: string | null | undefined;
}

/** Why OpenSSL cannot use certificates and keys: the key belongs to another certificate, has a passphrase, or is not in PEM form. */
export type PemProblem = "mismatch" | "passphrase" | "unreadable";

/** Returns the parts that have a value, as options of `tls.connect`: Node gives a part that is undefined another meaning. */
export const tlsFiles = ({ ca, cert, key }: Pem): { ca?: string; cert?: string; key?: string } => ({
    ...(typeof ca === "string" ? { ca } : {}),
    ...(typeof cert === "string" ? { cert } : {}),
    ...(typeof key === "string" ? { key } : {}),
});

/** Returns the reason why OpenSSL cannot use these texts, if it cannot. OpenSSL's own message is not returned, since it may quote a key. */
export function pemProblem(pem: Pem): PemProblem | undefined {
    try {
        const files = tlsFiles(pem);
        // OpenSSL ignores an authority that it cannot read.
        if (files.ca !== undefined) new X509Certificate(files.ca);
        createSecureContext(files);
        return undefined;
    } catch (error) {
        const text = String(error);
        if (/key values mismatch/iu.test(text)) return "mismatch";
        return /interrupted or cancelled|bad decrypt|bad password/iu.test(text) ? "passphrase" : "unreadable";
    }
}
