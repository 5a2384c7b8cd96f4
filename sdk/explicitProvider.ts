import * as pulumi from "@pulumi/pulumi";
import { SECRET_SETTINGS } from "../common/secretSettings";
import { PACKAGE } from "../common/tokens";
import { requirePlugin } from "./shell";

/**
 * Arguments of a {@link Provider}: the settings of an environment, which can be outputs of the same program. Where the program gives one, environment
 * variables do not override it; where it gives none, they do, and then the default applies. If `host` differs from that of the variables, their port,
 * credentials and TLS settings are not used. No change of an argument replaces a provider or its resources.
 *
 * See {@link https://materialize.com/docs/integrations/sql-clients/ | SQL clients}.
 */
export interface ProviderArgs {
    /** Host name or address, without port. Default: none; it is required unless `MZ_HOST` or `MATERIALIZE_URL` is set. */
    host?: pulumi.Input<string>;
    /** SQL port. Default: 6875. */
    port?: pulumi.Input<number>;
    /** The role that logs in. Default: `materialize`. */
    user?: pulumi.Input<string>;
    /** The role's password. Pulumi's state always encrypts it. Default: none. */
    password?: pulumi.Input<string>;
    /** The database of objects that name none. Default: `materialize`. */
    database?: pulumi.Input<string>;
    /** The cluster of objects that name none. Default: Materialize's default. */
    cluster?: pulumi.Input<string>;
    /** TLS: `disable`, `require`, `verify-ca` or `verify-full`. Default: `verify-full`, or `disable` for a loopback host. */
    sslmode?: pulumi.Input<"disable" | "require" | "verify-ca" | "verify-full">;
    /** The certificate authority: a file or its text in PEM form. Default: public authorities. */
    sslrootcert?: pulumi.Input<string>;
    /** The client certificate: a file or its text in PEM form. Default: none. */
    sslcert?: pulumi.Input<string>;
    /** The client key: a file or its text in PEM form. Pulumi's state always encrypts it. Default: none. */
    sslkey?: pulumi.Input<string>;
    /** Session settings as for libpq: `-c search_path=…`. Default: none. */
    options?: pulumi.Input<string>;
    /** Connections per run. Default: 2. More rarely helps, since Materialize runs DDL sequentially. */
    maxConnections?: pulumi.Input<number>;
    /** Seconds to wait for a server that accepts no connections. Default: 60. */
    connectWithin?: pulumi.Input<number>;
    /** True if previews make no connection; every change is then refused. Default: false. */
    offline?: pulumi.Input<boolean>;
    /** The id of the environment that must answer. It confirms a move of the stack to another environment. Default: none. */
    environmentId?: pulumi.Input<string>;
    /** Confirmed moves of topics and ACLs to other Kafka clusters: their ids, separated by commas. Default: none. */
    kafkaClusterIds?: pulumi.Input<string>;
}

/**
 * The provider plugin with settings of its own. A resource with the option `provider`, and the resources of a component with `providers`, are managed by
 * it. They take the same arguments as without it, and move from the dynamic provider to the plugin and back without a replacement and without a
 * statement. `Pulumi.yaml` must name the plugin under `plugins.providers`.
 *
 * If an argument is not known at preview, Pulumi does not call the plugin: that preview checks none of the provider's resources.
 *
 * Errors: at preview, a project that does not name the plugin, and an argument that no setting has; at the first resource, settings that are incomplete or contradictory.
 *
 * See {@link https://www.pulumi.com/docs/iac/concepts/resources/providers/ | Pulumi's providers}.
 *
 * @example
 * ```ts
 * import * as pulumi from "@pulumi/pulumi";
 * import * as materialize from "pulumi-materialize";
 *
 * const config = new pulumi.Config();
 * const eu = new materialize.Provider("eu", {
 *     host: config.require("euHost"),
 *     user: "pulumi@example.com",
 *     password: config.requireSecret("euPassword"),
 * });
 * new materialize.Schema("events_eu", { comment: "events of the EU" }, { provider: eu });
 * ```
 */
export class Provider extends pulumi.ProviderResource {
    /** The argument `host`; undefined without it. */
    declare public readonly host: pulumi.Output<string | undefined>;
    /** The argument `database`; undefined without it. */
    declare public readonly database: pulumi.Output<string | undefined>;

    constructor(name: string, args: ProviderArgs = {}, opts?: pulumi.ResourceOptions) {
        requirePlugin();
        const given = Object.entries(args).filter(([, value]) => value !== undefined);
        const inputs = given.map(([key, value]: [string, unknown]) => [
            key,
            SECRET_SETTINGS.some(secret => secret === key) ? pulumi.secret(value) : value,
        ]);
        const outputs = { host: undefined, database: undefined };
        super(PACKAGE, name, { ...outputs, ...(Object.fromEntries(inputs) as pulumi.Inputs) }, opts);
    }
}

/**
 * Returns true if a provider is one of the plugin.
 *
 * @internal
 */
export const isOwnProvider = (provider: pulumi.ProviderResource | undefined): provider is Provider =>
    provider !== undefined && "getPackage" in provider && (provider as Packaged).getPackage() === PACKAGE;

/** Pulumi keeps this function out of its types. */
interface Packaged {
    readonly getPackage: () => string;
}
