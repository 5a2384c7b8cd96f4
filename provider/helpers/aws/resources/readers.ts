import { awsConnection } from "../../../kinds/awsConnection";
import { awsPrivatelinkConnection } from "../../../kinds/awsPrivatelinkConnection";
import type { ObjectKind } from "../../../statement/kind";
import { sshTunnelConnection } from "../../../kinds/sshTunnelConnection";
import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import type { HelperKind } from "../../helperKind";

/**
 * Reads an output of a connection once. A preview of an update makes all outputs of the connection unknown; the output that is read here stays
 * known, so that the preview does not replace the AWS resources that use it.
 */
const reader = (
    name: string,
    kind: ObjectKind,
    output: string,
    more: Pick<HelperKind, "arguments" | "optional"> = { arguments: {} },
): HelperKind => ({
    name,
    arguments: { connectionId: text(), ...more.arguments },
    optional: more.optional ?? [],
    identity: ["connectionId"],
    apply: async ({ materialize }, args) => {
        const found = await materialize.catalog.outputs(kind, String(args.connectionId));
        if (found[output] === undefined) throw new Error(`Materialize has no connection ${String(args.connectionId)}`);
        return only(found, output);
    },
    read: async ({ materialize }, args) => {
        const seen = await materialize.catalog.readFromSnapshot(kind, String(args.connectionId));
        return seen === undefined ? undefined : only(seen.outputs, output);
    },
});

const only = (found: Fields, output: string): Fields => ({ [output]: found[output] });

/** The principal of a PrivateLink connection. Only another connection changes it. */
export const privateLinkPrincipal = reader("PrivateLinkPrincipal", awsPrivatelinkConnection, "principal");

/** The public keys of an SSH tunnel. Only another connection or a rotation changes them. */
export const sshPublicKeys = reader("SshPublicKeys", sshTunnelConnection, "publicKeys", {
    arguments: { rotateKeys: text() },
    optional: ["rotateKeys"],
});

/** The trust policy of a role that Materialize assumes. Only another connection changes it. */
export const awsTrustPolicy = reader("AwsTrustPolicy", awsConnection, "exampleTrustPolicy");
