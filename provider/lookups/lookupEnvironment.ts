import DataLoader from "dataloader";
import { Session } from "../session/session";
import { type Settings, settingsOf } from "../session/settings";

type Row = Readonly<Record<string, unknown>>;

/** Asks one Materialize; equal queries that are asked at one time are one. */
export interface LookupEnvironment {
    readonly settings: Settings;
    readonly rows: (query: string) => Promise<readonly Row[]>;
}

/** One for each Materialize that this process has looked into; their connections hold no process up, and close when they are idle. */
const known = new Map<string, LookupEnvironment>();

/** The Materialize of the program's settings. */
export function lookupEnvironment(config: (key: string) => string | undefined, profile: string | undefined): LookupEnvironment {
    const settings = settingsOf({ config, environment: process.env }, profile);
    const key = JSON.stringify(settings);
    const one = known.get(key) ?? open(settings);
    known.set(key, one);
    return one;
}

function open(settings: Settings): LookupEnvironment {
    const session = new Session(settings);
    const loader = new DataLoader<string, readonly Row[]>(
        async queries => {
            const unequal = [...new Set(queries)];
            const settled = await Promise.allSettled(unequal.map(query => session.rows<Row>(query)));
            const answers = settled.map(one => (one.status === "fulfilled" ? one.value : asError(one.reason)));
            return queries.map(query => answers[unequal.indexOf(query)] ?? []);
        },
        { cache: false },
    );
    return { settings, rows: query => loader.load(query) };
}

const asError = (reason: unknown): Error => (reason instanceof Error ? reason : new Error(String(reason)));
