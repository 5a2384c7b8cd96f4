import { X509Certificate } from "node:crypto";
import { createSecureContext } from "node:tls";

/** A certificate authority, and the certificate and key of a client, in PEM form. */
export interface Pem {
    readonly ca?: string | null | undefined;
    readonly cert?: string | null | undefined;
    readonly key?: string | null | undefined;
}

/**
 * The reasons why OpenSSL refuses certificates and keys. `mismatch`: the key belongs to another certificate; `passphrase`: the key has one; `unreadable`:
 * one of the texts is not in PEM form.
 */
export type PemProblem = "mismatch" | "passphrase" | "unreadable";

/** A line of a key with a passphrase. The errors of OpenSSL do not tell: it can decrypt one of 256 keys with any passphrase, to nonsense. */
const ENCRYPTED = /^(?:-----BEGIN ENCRYPTED |Proc-Type:.*ENCRYPTED)/mu;

/** Returns the parts that have a value, as options of `tls.connect`. Without `ca`, Node trusts the public certificate authorities. */
export const tlsParts = ({ ca, cert, key }: Pem): { ca?: string; cert?: string; key?: string } => ({
    ...(typeof ca === "string" ? { ca } : {}),
    ...(typeof cert === "string" ? { cert } : {}),
    ...(typeof key === "string" ? { key } : {}),
});

/** Returns why OpenSSL refuses these certificates and keys; undefined if it accepts them. OpenSSL's own message is not returned, since it may quote a key. */
export function pemProblem(pem: Pem): PemProblem | undefined {
    try {
        const parts = tlsParts(pem);
        // OpenSSL ignores an authority that it cannot read.
        if (parts.ca !== undefined) new X509Certificate(parts.ca);
        createSecureContext(parts);
        return undefined;
    } catch (error) {
        if (/key values mismatch/iu.test(String(error))) return "mismatch";
        return ENCRYPTED.test(pem.key ?? "") ? "passphrase" : "unreadable";
    }
}
