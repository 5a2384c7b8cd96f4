import type { Client } from "pg";
import { driver } from "../../session/driver";
import { packageVersion } from "../../session/packageVersion";
import { type Access, tlsOf } from "./access";
import { PostgresError, postgresError } from "./failure";

const CONNECT_TIMEOUT_MS = 15_000;
const STATEMENT_TIMEOUT_MS = 60_000;

/** A connection to a database of PostgreSQL, which is open while it is used. */
export class Postgres {
    private constructor(
        private readonly client: Client,
        readonly access: Access,
        private readonly secrets: readonly string[],
    ) {}

    /** Connects to a database, and uses the connection. */
    static async with<T>(access: Access, secrets: readonly string[], use: (postgres: Postgres) => Promise<T>): Promise<T> {
        const { Client: PgClient } = driver();
        const client = new PgClient({
            ...{ host: access.host, port: access.port, database: access.database, user: access.user, password: access.password },
            ...{ ssl: tlsOf(access), connectionTimeoutMillis: CONNECT_TIMEOUT_MS, statement_timeout: STATEMENT_TIMEOUT_MS },
            application_name: `pulumi-materialize/${packageVersion()}`,
        });
        // A connection that breaks while no statement runs is reported by the next one.
        client.on("error", () => undefined);
        const postgres = new Postgres(client, access, secrets);
        try {
            await postgres.explained(client.connect());
            return await use(postgres);
        } finally {
            await client.end().catch(() => undefined);
        }
    }

    async rows<Row>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
        return (await this.explained(this.client.query(query, [...values]))).rows as Row[];
    }

    /**
     * Runs statements in one transaction: PostgreSQL rolls back all of them if one fails. `isDone` tells whether they were run, if the connection breaks
     * before the answer.
     */
    async transaction(statements: readonly string[], isDone: (postgres: Postgres) => Promise<boolean>): Promise<void> {
        if (statements.length === 0) return;
        try {
            for (const statement of ["BEGIN", ...statements, "COMMIT"]) await this.explained(this.client.query(statement));
        } catch (error) {
            const isLost = error instanceof PostgresError && error.code === "";
            if (!isLost || !(await Postgres.with(this.access, this.secrets, isDone).catch(() => false))) throw error;
        }
    }

    /** Returns the answer of the driver. Its errors are explained, and contain no secrets. */
    private async explained<T>(answer: Promise<T>): Promise<T> {
        return answer.catch((error: unknown) => {
            throw postgresError(error, this.access, this.secrets);
        });
    }
}
