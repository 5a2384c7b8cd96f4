import { secretOnly, textOrSecret } from "../../values/reference";
import { port, text } from "../../values/scalars";
import type { Row, Rule } from "../../statement/kind";
import { option } from "../../statement/rows";
import { certificateRules, tlsRows, tunnelRows, tunnelRules } from "./security";

const NO_ALTER = "Materialize cannot alter a connection of this kind";

/** A database server: where it is, and who the client is there. */
export const serverRows = (usualPort: number) => [
    option("host", "HOST", text(), { required: true }),
    { ...option("port", "PORT", port), serverDefault: usualPort },
    option("user", "USER", textOrSecret, { required: true }),
    option("password", "PASSWORD", secretOnly),
];

/** The server's own database. It is called `database`, as in SQL, so that the connection's is named with its `schema`. */
export const upstreamDatabase = option("database", "DATABASE", text(), { required: true });

/** Certificates, and the way. */
export const transportRows = [...tlsRows, ...tunnelRows];

const BOTH = "both SSL KEY and SSL CERTIFICATE are required";

export const transportRules: readonly Rule[] = [...tunnelRules, ...certificateRules(BOTH, BOTH)];

/** The rows of a kind that no ALTER changes. */
export const withoutAlter = <R extends Row>(rows: readonly R[]): R[] =>
    rows.map(one => (one.change.by === "option" ? { ...one, change: { by: "replacement", why: NO_ALTER } } : one));
