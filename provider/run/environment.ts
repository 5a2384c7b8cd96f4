import { ResponseThrottle } from "../catalog/responseThrottle";
import { Catalog } from "../catalog/catalog";
import { LookupBatch } from "../catalog/lookupBatch";
import type { Drop } from "../statement/kind";
import type { Sql } from "../sql/sql";
import { Drops } from "../session/dropBatch";
import { Session } from "../session/session";
import { type Settings, settingsOf, type Sources } from "../session/settings";

/** One Materialize that resources are made in. */
export class Environment {
    readonly catalog: Catalog;
    /** Who makes and owns what is made. */
    readonly user: string;
    /** For how many milliseconds a server that takes no connections is waited for. */
    readonly connectTimeoutMs: number;
    private readonly session: Session;
    private readonly drops = new Drops(statement => this.session.run(statement));
    private readonly answers = new ResponseThrottle();
    private readonly gathering = new LookupBatch(this.answers);

    constructor(settings: Settings) {
        this.session = new Session(settings);
        this.catalog = new Catalog(this.session, this.gathering);
        this.user = settings.user;
        this.connectTimeoutMs = settings.connectWithin * 1000;
    }

    /** Works on one object. */
    work<T>(call: (environment: this) => Promise<T>): Promise<T> {
        return this.session.backlog.object(() => call(this));
    }

    /** Makes one object; what was made is answered in turn. */
    async make<T>(call: (environment: this) => Promise<T>): Promise<T> {
        const made = await this.work(call);
        await this.answers.give();
        return made;
    }

    /** Runs a statement that makes or alters something: what was read before it may not hold any more. */
    async change(statement: Sql): Promise<void> {
        try {
            await this.session.run(statement);
        } finally {
            this.catalog.invalidate();
        }
    }

    /** Runs what makes something that is looked for then. */
    making(work: () => Promise<void>): Promise<void> {
        return this.gathering.during(work);
    }

    /** Runs a statement that changes nothing: `VALIDATE CONNECTION`. */
    validate(statement: Sql): Promise<void> {
        return this.session.run(statement);
    }

    /** Asks what the catalog has no look-up for, as it is now. */
    rows<Row extends object>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
        return this.session.rows<Row>(query, values);
    }

    /** Takes a privilege away: what is left is as it was read. */
    revoke(statement: Sql): Promise<void> {
        return this.session.run(statement);
    }

    /** Drops an object: what is left is as it was read. */
    drop(drop: Drop): Promise<void> {
        return this.drops.drop(drop);
    }
}

/** The Materializes of a run: the one of the settings, and one for each profile. */
export class Environments {
    private readonly open = new Map<string | undefined, Environment>();

    constructor(private readonly sources: Sources) {}

    /** The settings of a resource's profile. */
    settings(profile: unknown): Settings {
        return settingsOf(this.sources, typeof profile === "string" ? profile : undefined);
    }

    /** The Materialize of a resource's profile. */
    get(profile: unknown): Environment {
        const key = typeof profile === "string" ? profile : undefined;
        const environment = this.open.get(key) ?? new Environment(this.settings(profile));
        this.open.set(key, environment);
        return environment;
    }
}
