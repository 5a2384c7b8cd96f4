import * as pulumi from "@pulumi/pulumi";
import { isMocked } from "../mocks";
import type { Provider } from "../explicitProvider";
import { config, runInProgram } from "./runLookup";

/** Materialize's own database, which is the default of the setting. */
const MATERIALIZE = "materialize";

/** What selects the settings of a component's resources. */
export interface Selected {
    readonly profile: string | undefined;
    readonly provider: Provider | undefined;
}

/**
 * Returns the database of the settings, in which bare names are resolved. No server is asked. A unit test needs no settings.
 *
 * @internal
 */
export function defaultDatabase({ profile, provider }: Selected): pulumi.Output<string> {
    if (provider !== undefined) return databaseOfProvider(provider);
    return pulumi.output(
        isMocked()
            ? (config.get("materialize:database") ?? MATERIALIZE)
            : runInProgram<string>(profile, (lookups, settings) => Promise.resolve(lookups.defaultDatabase(settings, profile))),
    );
}

/** Returns the database of a provider's arguments, or else of the environment variables. */
const databaseOfProvider = ({ host, database }: Provider): pulumi.Output<string> =>
    pulumi.all([host, database]).apply(([givenHost, given]) => {
        if (given !== undefined || isMocked()) return pulumi.output(given ?? MATERIALIZE);
        const settings = {
            get: (key: string) => (key === "materialize:host" ? givenHost : undefined),
            provider: "of the component",
        };
        return pulumi.output(
            runInProgram<string>(undefined, lookups => Promise.resolve(lookups.defaultDatabase(settings, undefined))),
        );
    });
