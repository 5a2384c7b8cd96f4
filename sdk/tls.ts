import type { SecretRef, TextOrSecret } from "./arguments";

/** TLS certificates, in PEM. */
export interface TlsArgs {
    /** The authority that signed the server's certificate. Default: the public ones. Changed in place. */
    certificateAuthority?: TextOrSecret;
    /** The client's certificate; needs `key`. Changed in place. */
    certificate?: TextOrSecret;
    /** The client's key; needs `certificate`. Changed in place. */
    key?: SecretRef;
}
