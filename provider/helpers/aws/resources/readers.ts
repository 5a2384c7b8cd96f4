import { awsConnection } from "../../../kinds/awsConnection";
import { awsPrivatelinkConnection } from "../../../kinds/awsPrivatelinkConnection";
import type { ObjectKind } from "../../../statement/kind";
import { sshTunnelConnection } from "../../../kinds/sshTunnelConnection";
import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import type { HelperKind } from "../../helperKind";

/**
 * Reads an output of a connection once for each connection. What an update leaves unchanged is unknown to those that use it while it is
 * previewed; what is read here stays known, so that AWS's resources that are made from it are not shown as replaced.
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
        if (found[output] === undefined) throw new Error(`Materialize has no connection ${String(args.connectionId)} any more`);
        return only(found, output);
    },
    read: async ({ materialize }, args) => {
        const seen = await materialize.catalog.readFromSnapshot(kind, String(args.connectionId));
        return seen === undefined ? undefined : only(seen.outputs, output);
    },
});

const only = (found: Fields, output: string): Fields => ({ [output]: found[output] });

/** The principal of a PrivateLink connection, which only another connection changes. */
export const privateLinkPrincipal = reader("PrivateLinkPrincipal", awsPrivatelinkConnection, "principal");

/** The keys of an SSH tunnel, which only another connection or a rotation changes. */
export const sshPublicKeys = reader("SshPublicKeys", sshTunnelConnection, "publicKeys", {
    arguments: { rotateKeys: text() },
    optional: ["rotateKeys"],
});

/** The trust policy that a role needs so that Materialize can take it on, which only another connection changes. */
export const awsTrustPolicy = reader("AwsTrustPolicy", awsConnection, "exampleTrustPolicy");
