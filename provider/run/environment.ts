import { Catalog } from "../catalog/catalog";
import { DEADLINES, type Deadlines } from "../session/deadlines";
import { DropBatch } from "../session/dropBatch";
import { Session } from "../session/session";
import type { Settings } from "../session/settings";
import type { Sql } from "../sql/sql";
import type { Drop } from "../statement/kind";

/** The Materialize environment of one profile: its session and its catalog. */
export class Environment {
    readonly catalog: Catalog;
    /** The role that creates objects, and owns those that state no other owner. */
    readonly user: string;
    /** How many milliseconds to wait for a server that accepts no connections. */
    readonly connectTimeoutMs: number;
    private readonly session: Session;
    private readonly drops = new DropBatch(statement => this.session.run(statement));

    constructor(settings: Settings, deadlines: Deadlines = DEADLINES) {
        this.session = new Session(settings, { deadlines });
        this.catalog = new Catalog(this.session);
        this.user = settings.user;
        this.connectTimeoutMs = settings.connectWithin * 1000;
    }

    /** Runs the work on one object, which counts as waiting in the progress display. */
    work<T>(call: (environment: this) => Promise<T>): Promise<T> {
        return this.session.backlog.object(() => call(this));
    }

    /** Runs a statement that creates or alters something. Discards what was read from the catalog before it. */
    async change(statement: Sql): Promise<void> {
        try {
            await this.session.run(statement);
        } finally {
            this.catalog.invalidate();
        }
    }

    /** Runs a statement that changes nothing that was read from the catalog: VALIDATE CONNECTION, REVOKE. */
    run(statement: Sql): Promise<void> {
        return this.session.run(statement);
    }

    /** Runs a query for which the catalog has no lookup. */
    rows<Row extends object>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
        return this.session.rows<Row>(query, values);
    }

    /** Drops an object. The rows of other objects that were read from the catalog stay valid. */
    drop(drop: Drop): Promise<void> {
        return this.drops.drop(drop);
    }
}
