import type { LocalMaterialize } from "../materialize";
import type { Faults } from "./faults";
import type { StatementLog } from "./log";

/** A Materialize environment behind a proxy, which logs its statements and causes faults. */
export interface Server {
    readonly host: string;
    readonly port: number;
    readonly url: string;
    /** The URL of a superuser, who sets flags and limits; undefined if it is not known. */
    readonly systemUrl: string | undefined;
    /** The URL for requests to webhooks; undefined if it is not known. */
    readonly httpUrl: string | undefined;
    readonly log: StatementLog;
    readonly faults: Faults;
    /** The local Materialize, whose world and times tests can change. Undefined for another server. */
    readonly local: LocalMaterialize | undefined;
    /** Restores the environment as it was before the tests. */
    reset(): Promise<void>;
    close(): Promise<void>;
}
