import { secretOnly, textOrSecret } from "../../values/reference";
import { host } from "../../values/addresses";
import { port, text } from "../../values/scalars";
import type { Row, Rule } from "../../statement/kind";
import { option } from "../../statement/rows";
import { certificateRules, tlsRows, tunnelRows, tunnelRules } from "./security";

const NO_ALTER = "Materialize cannot alter a connection of this kind";

/** Returns the address of a database server and the credentials of the client. */
export const serverRows = (defaultPort: number) => [
    option("host", "HOST", host, { required: true }),
    { ...option("port", "PORT", port), serverDefault: defaultPort },
    option("user", "USER", textOrSecret, { required: true }),
    option("password", "PASSWORD", secretOnly),
];

/** The database on the server. It is named `database`, as in SQL; the database of the connection is given with `schema`. */
export const upstreamDatabase = option("database", "DATABASE", text(), { required: true });

/** The TLS certificates, and the SSH tunnel or PrivateLink connection. */
export const transportRows = [...tlsRows, ...tunnelRows];

const BOTH = "both SSL KEY and SSL CERTIFICATE are required";

export const transportRules: readonly Rule[] = [...tunnelRules, ...certificateRules(BOTH, BOTH)];

/** Returns the rows of a kind that no ALTER can change. */
export const withoutAlter = <R extends Row>(rows: readonly R[]): R[] =>
    rows.map(one => (one.change.by === "option" ? { ...one, change: { by: "replacement", why: NO_ALTER } } : one));
