import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../common/examples";
import type { ConnectionArgs, SchemaObjectArgs } from "./arguments";
import { type FoundSchemaObject, schemaObjectLookups } from "./lookups/lookup";
import { MaterializeResource } from "./resource";

/** Arguments of a {@link SshTunnelConnection}. */
export interface SshTunnelConnectionArgs extends SchemaObjectArgs, ConnectionArgs {
    /** The host name or IP address of the bastion. Updated in place. */
    host: pulumi.Input<string>;
    /** The user on the bastion. Updated in place. */
    user: pulumi.Input<string>;
    /** The SSH port of the bastion. Default: 22. Updated in place. */
    port?: pulumi.Input<number>;
    /**
     * Any text, for example a date: each new text rotates the key pairs once, in place, with `ALTER CONNECTION … ROTATE KEYS`. The first key pair is
     * removed, the second becomes the first, and a new second one is generated.
     */
    rotateKeys?: pulumi.Input<string>;
}

/**
 * A connection through an SSH bastion. Materialize generates two key pairs, and the bastion must accept both public keys.
 *
 * Errors: at preview, a port out of range; at `pulumi up` with `validate: true`, a bastion that refuses the connection. The connection is kept
 * then, and the next `pulumi up` validates it again.
 *
 * See {@link https://materialize.com/docs/sql/create-connection/#ssh-tunnel | CREATE CONNECTION: SSH tunnel}.
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
    /** The two public keys, each as a line of `authorized_keys`. */
    declare public readonly publicKeys: pulumi.Output<string[]>;

    constructor(name: string, args: SshTunnelConnectionArgs, opts?: pulumi.CustomResourceOptions) {
        super("SshTunnelConnection", name, args, opts, {
            outputs: ["publicKeys"],
            examples: () => ({ publicKeys: EXAMPLE.publicKeys }),
        });
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
