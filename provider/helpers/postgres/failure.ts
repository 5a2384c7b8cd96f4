import { redact } from "../../session/redact";
import type { Access } from "./access";

/** An error of a database, or of the connection to it. */
export class PostgresError extends Error {
    override readonly name = "PostgresError";

    constructor(
        message: string,
        /** The SQLSTATE; empty if the database did not answer. */
        readonly code: string,
    ) {
        super(message);
    }
}

/** An explanation of an error, by its code or its text. */
interface Reason {
    readonly pattern: RegExp;
    readonly problem: string;
    readonly fix: string;
}

const REACH_FIX =
    "Pulumi prepares the database from where it runs: run it where the database can be reached, give create.admin the host and port of a tunnel to it, or let somebody run the statements that the component's output upstreamStatements has, and give publication its name";

const REASONS: readonly Reason[] = [
    { pattern: /ENOTFOUND|EAI_AGAIN/u, problem: "cannot be found, since its name does not resolve", fix: REACH_FIX },
    { pattern: /ECONNREFUSED/u, problem: "refuses connections", fix: REACH_FIX },
    {
        pattern: /EHOSTUNREACH|ENETUNREACH/u,
        problem: "cannot be reached from here, since there is no route to it",
        fix: REACH_FIX,
    },
    { pattern: /ETIMEDOUT|timeout/iu, problem: "does not answer", fix: REACH_FIX },
    { pattern: /does not support SSL/u, problem: "does not speak TLS", fix: 'turn TLS on there, or write sslMode: "disable"' },
    {
        pattern: /SELF_SIGNED|UNABLE_TO|CERT_UNTRUSTED|self[- ]signed/iu,
        problem: "presents a certificate of an authority that is not known here",
        fix: "give the authority's certificate as certificateAuthority",
    },
    { pattern: /ALTNAME/u, problem: "presents a certificate for another name", fix: "give the host that is in the certificate" },
    { pattern: /^28P01/u, problem: "refuses the password of create.admin", fix: "correct it" },
    {
        pattern: /^28000/u,
        problem: "refuses the login of create.admin",
        fix: "see pg_hba.conf there, and whether it requires TLS (sslMode)",
    },
];

/** The explanations of SQLSTATEs of a database that was reached. */
const EXPLANATIONS: Readonly<Record<string, string>> = {
    "42501": "create.admin must be a user that owns the tables, may create objects in the database, and may create roles",
    "42P01": "create the table first, or leave it out",
    "3D000": "write the name of the database on the server as database.….name",
    "2BP01": "objects of the role remain: drop them, or give them to another role",
};

/** Returns the error for an error of the driver, without the password. */
export function postgresError(error: unknown, access: Access, secrets: readonly string[] = []): PostgresError {
    const parts = partsOf(error);
    const code = parts.map(part => part.code).find(one => one !== "") ?? "";
    const isAnswer = /^[0-9A-Z]{5}$/u.test(code) && !code.startsWith("E");
    const where = `PostgreSQL at ${access.host}:${String(access.port)}`;
    const reason = REASONS.find(({ pattern }) => parts.some(part => pattern.test(`${part.code} ${part.message}`)));
    if (reason !== undefined) return new PostgresError(`${where} ${reason.problem}: ${reason.fix}`, isAnswer ? code : "");
    const message = redact(parts[0]?.message ?? String(error), [access.password, ...secrets]);
    const explanation = EXPLANATIONS[code];
    const detail = parts[0]?.detail ?? "";
    const answer = `${where} answers: ${message}${detail === "" ? "" : ` (${redact(detail, [access.password, ...secrets])})`}`;
    return new PostgresError(explanation === undefined ? answer : `${answer}: ${explanation}`, isAnswer ? code : "");
}

interface Part {
    readonly code: string;
    readonly message: string;
    readonly detail: string;
}

/** Returns an error, with those that it collects: a host may have several addresses. */
function partsOf(error: unknown): Part[] {
    if (!(error instanceof Error)) return [];
    const { code, detail } = error as Error & Readonly<Record<string, unknown>>;
    const word = (value: unknown): string => (typeof value === "string" ? value : "");
    const inner = error instanceof AggregateError ? (error.errors as unknown[]).flatMap(partsOf) : [];
    return [{ code: word(code), message: error.message, detail: word(detail) }, ...inner];
}
