import * as pulumi from "@pulumi/pulumi";
import { isMocked } from "../mocks";
import { config, runLookup } from "./runLookup";

/**
 * Returns the database of the settings, in which bare names are resolved. No server is asked. A unit test needs no settings.
 *
 * @internal
 */
export const defaultDatabase = (profile: string | undefined): pulumi.Output<string> =>
    pulumi.output(
        isMocked()
            ? (config.get("materialize:database") ?? "materialize")
            : runLookup<string>(profile, (lookups, settings) => Promise.resolve(lookups.defaultDatabase(settings, profile))),
    );
