import { secretOnly, textOrSecret } from "../values/reference";
import { port, text } from "../values/scalars";
import type { Row, Rule } from "./kind";
import { option, schema } from "./rows";
import { certificateRules, tls, tunnel, tunnelRules } from "./security";

const NO_ALTER = "Materialize cannot alter a connection of this kind";

/** A database server: where it is, and who the client is there. */
export const server = (usualPort: number): readonly Row[] => [
    option("host", "HOST", text(), { required: true }),
    { ...option("port", "PORT", port), initial: usualPort },
    option("user", "USER", textOrSecret, { required: true }),
    option("password", "PASSWORD", secretOnly),
];

/** The server's own database. It is called `database`, as in SQL, so that the connection's is named with its `schema`. */
export const upstreamDatabase = option("database", "DATABASE", text(), { required: true });

/** The place of a connection whose `database` is the server's. */
export const schemaAlone: readonly Row[] = [schema];

/** Certificates, and the way. */
export const wire: readonly Row[] = [...tls, ...tunnel];

const BOTH = "both SSL KEY and SSL CERTIFICATE are required";

export const wireRules: readonly Rule[] = [...tunnelRules, ...certificateRules(BOTH, BOTH)];

/** The same rows, of a kind that no ALTER changes. */
export const unalterable = (rows: readonly Row[]): Row[] =>
    rows.map(row => (row.change.by === "option" ? { ...row, change: { by: "replacement", why: NO_ALTER } } : row));
