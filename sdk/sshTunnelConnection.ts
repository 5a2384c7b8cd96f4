import type * as pulumi from "@pulumi/pulumi";
import type { SchemaObjectArgs, ConnectionArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link SshTunnelConnection}. */
export interface SshTunnelConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /** The bastion's name or address. Changed in place. */
    host: pulumi.Input<string>;
    /** The user on the bastion. Changed in place. */
    user: pulumi.Input<string>;
    /** The bastion's SSH port. Default: 22. Changed in place. */
    port?: pulumi.Input<number>;
    /**
     * Any text, for example a date: each new one rotates the keys once (`ALTER CONNECTION … ROTATE KEYS`), in place. The first key
     * goes, the second becomes the first, and a new one comes.
     */
    rotateKeys?: pulumi.Input<string>;
}

/**
 * An SSH tunnel over a bastion. Materialize makes its keys; the bastion must take both.
 *
 * Errors: a port that does not exist, at preview; with `validate: true`, a bastion that does not let Materialize in, at `pulumi up`:
 * the connection is kept, and the next `pulumi up` tries again.
 *
 * Materialize's documentation: "CREATE CONNECTION: SSH tunnel".
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const bastion = new materialize.SshTunnelConnection("bastion", { host: "bastion.example.com", user: "materialize" });
 * export const authorizedKeys = bastion.publicKeys;
 * ```
 */
export class SshTunnelConnection extends MaterializeResource<"SshTunnelConnection"> {
    /** Both public keys, in the form of a line of `authorized_keys`. */
    declare public readonly publicKeys: pulumi.Output<string[]>;

    constructor(name: string, args: SshTunnelConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("SshTunnelConnection", name, args, opts, { outputs: ["publicKeys"] });
    }
}

/** An SSH tunnel connection that a lookup found. */
export interface FoundSshTunnelConnection extends FoundSchemaObject<"SshTunnelConnection"> {
    /** The two public keys, each as a line of `authorized_keys`. */
    readonly publicKeys: string[];
}

const lookups = schemaObjectLookups<"SshTunnelConnection", FoundSshTunnelConnection>("SshTunnelConnection", ["publicKeys"]);

/**
 * Returns the SSH tunnel connection with this exact name, schema and database.
 *
 * Errors: no such SSH tunnel connection exists; Materialize cannot be reached.
 *
 * @function
 */
export const getSshTunnelConnection = lookups.get;

/**
 * Returns the same as {@link getSshTunnelConnection} as outputs, which other resources take in place of a `SshTunnelConnection`. Its arguments can be outputs.
 *
 * @function
 */
export const getSshTunnelConnectionOutput = lookups.getOutput;

/**
 * Returns all SSH tunnel connections, or those of one schema or database, sorted by qualified name.
 *
 * Errors: Materialize cannot be reached.
 *
 * @function
 */
export const getSshTunnelConnections = lookups.list;

/**
 * Returns the same as {@link getSshTunnelConnections} as an output. Its arguments can be outputs.
 *
 * @function
 */
export const getSshTunnelConnectionsOutput = lookups.listOutput;
