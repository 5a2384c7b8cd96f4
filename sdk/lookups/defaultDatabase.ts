import * as pulumi from "@pulumi/pulumi";
import { runLookup } from "./runLookup";

/**
 * Returns the database of the settings, in which bare names are resolved. No server is asked.
 *
 * @internal
 */
export const defaultDatabase = (profile: string | undefined): pulumi.Output<string> =>
    pulumi.output(runLookup<string>(profile, (lookups, config) => Promise.resolve(lookups.defaultDatabase(config, profile))));
