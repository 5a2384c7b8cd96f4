import DataLoader from "dataloader";
import { errorOf } from "../../common/messageOf";
import { Session } from "../session/session";
import { type Settings, settingsOf } from "../session/settings";

type Row = Readonly<Record<string, unknown>>;

/** Queries one environment. Equal queries at the same time are sent once. */
export interface LookupEnvironment {
    readonly settings: Settings;
    readonly rows: (query: string) => Promise<readonly Row[]>;
}

/** Reads the settings of one run of the program. */
export interface Config {
    get(key: string): string | undefined;
    /** The name of the provider resource whose arguments it reads; undefined for the stack's configuration. */
    readonly provider?: string | undefined;
}

/** The environments that each run has queried. Their connections close when they are idle, and do not keep the process running. */
const environments = new WeakMap<Config, Map<string, LookupEnvironment>>();

/** Returns the environment of the program's settings. */
export function lookupEnvironment(config: Config, profile: string | undefined): LookupEnvironment {
    const settings = lookupSettings(config, profile);
    const key = JSON.stringify(settings);
    const ofRun = environments.get(config) ?? new Map<string, LookupEnvironment>();
    environments.set(config, ofRun);
    const one = ofRun.get(key) ?? open(settings);
    ofRun.set(key, one);
    return one;
}

/** Returns the settings of the program's lookups. */
export const lookupSettings = (config: Config, profile: string | undefined): Settings =>
    settingsOf({ config: key => config.get(key), environment: process.env, provider: config.provider }, profile);

function open(settings: Settings): LookupEnvironment {
    const session = new Session(settings);
    const loader = new DataLoader<string, readonly Row[]>(
        async queries => {
            const distinct = [...new Set(queries)];
            const settled = await Promise.allSettled(distinct.map(query => session.rows<Row>(query)));
            const results = settled.map(one => (one.status === "fulfilled" ? one.value : errorOf(one.reason)));
            return queries.map(query => results[distinct.indexOf(query)] ?? []);
        },
        { cache: false },
    );
    return { settings, rows: query => loader.load(query) };
}
