import type { Settings } from "../session/settings";
import { type Fields, isFields } from "../values/value";
import { type Config, lookupSettings } from "./lookupEnvironment";

/** The server that lookups of a program ask, and as whom. */
interface LookupServer {
    /** The profile of the lookups; absent for the settings outside of profiles. */
    readonly profile?: string;
    readonly host: string;
    readonly port: number;
    readonly user: string;
}

/** Returns the server that lookups with a profile ask; undefined if the settings are incomplete, and offline. */
export function serverOf(config: Config, profile: string | undefined): LookupServer | undefined {
    try {
        const settings = lookupSettings(config, profile);
        return settings.offline ? undefined : { ...(profile === undefined ? {} : { profile }), ...serverIn(settings) };
    } catch {
        // The lookup itself fails with this error.
        return undefined;
    }
}

const serverIn = ({ host, port, user }: Settings): Omit<LookupServer, "profile"> => ({ host, port, user });

/** Returns why the lookups of a program and its resources belong to different servers; `settings` returns the settings of the resources by profile. */
export function lookupProblems(lookups: unknown, settings: (profile: unknown) => Settings): string[] {
    if (!Array.isArray(lookups)) return [];
    return lookups.filter(isFields).flatMap(({ profile, ...asked }: Fields) => {
        const own = settings(profile);
        return own.offline || describe(asked) === describe({ ...serverIn(own) })
            ? []
            : [
                  `the program looks up objects in Materialize at ${describe(asked)}, but its resources are managed in Materialize at ${describe({ ...serverIn(own) })}: the program and the engine have different environment variables; set MZ_HOST, MZ_PORT and MZ_USER or MATERIALIZE_URL for both (with the Automation API, in process.env and in envVars), or use the stack configuration`,
              ];
    });
}

const describe = ({ host, port, user }: Fields): string => `${String(host)}:${String(port)} as the user "${String(user)}"`;
