import "reflect-metadata";
import { webcrypto } from "node:crypto";
import * as x509 from "@peculiar/x509";

x509.cryptoProvider.set(webcrypto);

const EC = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

/** A certificate and its private key, in PEM format. */
export interface Identity {
    readonly cert: string;
    readonly key: string;
}

/** The options of a certificate. */
interface CertificateOptions {
    /** The host names and IP addresses of the subject. Default: none. */
    readonly names?: readonly string[];
    /** The start of the validity, in days from now. Default: -1. */
    readonly validFrom?: number;
    readonly validUntil?: number;
}

/** A certificate authority for tests. */
export class Authority {
    private constructor(
        private readonly keys: webcrypto.CryptoKeyPair,
        private readonly own: x509.X509Certificate,
    ) {}

    static async create(name: string): Promise<Authority> {
        const keys = await webcrypto.subtle.generateKey(EC, true, ["sign", "verify"]);
        const certificate = await x509.X509CertificateGenerator.createSelfSigned({
            serialNumber: "01",
            name: `CN=${name}`,
            notBefore: new Date(Date.now() - DAY),
            notAfter: new Date(Date.now() + DAY),
            signingAlgorithm: EC,
            keys,
            extensions: [
                new x509.BasicConstraintsExtension(true, 1, true),
                new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
            ],
        });
        return new Authority(keys, certificate);
    }

    /** The certificate of the authority, in PEM format. */
    get cert(): string {
        return this.own.toString("pem");
    }

    /** Issues a certificate to a server or client. */
    async issue(subject: string, { names = [], validFrom = -1, validUntil = 1 }: CertificateOptions = {}): Promise<Identity> {
        const keys = await webcrypto.subtle.generateKey(EC, true, ["sign", "verify"]);
        const certificate = await x509.X509CertificateGenerator.create({
            subject: `CN=${subject}`,
            issuer: this.own.subject,
            notBefore: new Date(Date.now() + validFrom * DAY),
            notAfter: new Date(Date.now() + validUntil * DAY),
            signingAlgorithm: EC,
            publicKey: keys.publicKey,
            signingKey: this.keys.privateKey,
            extensions: names.length === 0 ? [] : [new x509.SubjectAlternativeNameExtension(names.map(toAltName))],
        });
        const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
        return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(key, "PRIVATE KEY") };
    }
}

const toAltName = (value: string): { type: "dns" | "ip"; value: string } => ({
    type: /^[\d.:]+$/u.test(value) ? "ip" : "dns",
    value,
});
