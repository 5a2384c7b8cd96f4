import type { SecretRef, TextOrSecret } from "./arguments";

/** TLS certificates and a key, in PEM. */
export interface TlsArgs {
    /** The certificate authority that signed the server's certificate. Default: the public ones. Updated in place. */
    certificateAuthority?: TextOrSecret;
    /** The client's certificate, which needs `key`. Default: none. Updated in place. */
    certificate?: TextOrSecret;
    /** The private key of the client's certificate, which needs `certificate`. Default: none. Updated in place. */
    key?: SecretRef;
}
