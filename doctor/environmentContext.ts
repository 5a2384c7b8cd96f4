import { ServerError } from "../provider/session/errors";
import { Session } from "../provider/session/session";
import { type Settings, settingsOf, type Sources } from "../provider/session/settings";
import { layersOf } from "../provider/session/settingSources";
import { CurrentRole } from "../provider/statement/currentRole";

/** The Materialize environment of one profile, which is checked. */
export class EnvironmentContext {
    private session: Session | undefined;
    private role: Promise<CurrentRole> | undefined;

    constructor(
        readonly sources: Sources,
        readonly profile: string | undefined,
        /** The keys in the stack configuration that are secret. */
        readonly secretKeys: ReadonlySet<string>,
    ) {}

    /** Throws if the settings are incomplete or contradictory. */
    get settings(): Settings {
        return settingsOf(this.sources, this.profile);
    }

    /** The texts that must not be shown. */
    get secrets(): readonly string[] {
        return layersOf(this.sources, this.profile).flatMap(({ given: { password = [], sslkey = [] } }) =>
            [password, sslkey].flat(),
        );
    }

    /** Queries the server once, without waiting for one that accepts no connections. */
    rows<Row extends object>(query: string): Promise<Row[]> {
        this.session ??= new Session(this.settings);
        return this.session.rowsWithoutRetry<Row>(query);
    }

    /** Returns the role of the session, which is looked up once. */
    currentRole(): Promise<CurrentRole> {
        return (this.role ??= CurrentRole.find({ user: this.settings.user, rows: query => this.rows(query) }));
    }

    async close(): Promise<void> {
        await this.session?.close();
    }
}

export const isServerError = (error: unknown): error is ServerError => error instanceof ServerError;
