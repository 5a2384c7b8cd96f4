import { principalProblem, publicKeysProblem, trustPolicyProblem } from "../../../../common/materializeValues";
import { awsConnection } from "../../../kinds/awsConnection";
import { awsPrivatelinkConnection } from "../../../kinds/awsPrivatelinkConnection";
import type { ObjectKind } from "../../../statement/kind";
import { sshTunnelConnection } from "../../../kinds/sshTunnelConnection";
import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import type { HelperKind } from "../../helperKind";

/** An output of a connection, and what is wrong with the outputs, which are written into AWS. */
interface Read {
    readonly output: string;
    readonly problem: (outputs: Fields) => string | undefined;
}

/**
 * Reads an output of a connection once. A preview of an update makes all outputs of the connection unknown; the output that is read here stays
 * known, so that the preview does not replace the AWS resources that use it.
 */
function reader(
    name: string,
    kind: ObjectKind,
    { output, problem }: Read,
    more: Pick<HelperKind, "arguments" | "optional"> = { arguments: {} },
): HelperKind {
    const only = (found: Fields): Fields => {
        const refusal = problem(found);
        if (refusal !== undefined) throw new Error(`${refusal}; it is not written into AWS`);
        return { [output]: found[output] };
    };
    return {
        name,
        arguments: { connectionId: text(), ...more.arguments },
        optional: more.optional ?? [],
        identity: ["connectionId"],
        apply: async ({ materialize }, args) => {
            const found = await materialize.catalog.outputs(kind, String(args.connectionId));
            if (found[output] === undefined) throw new Error(`Materialize has no connection ${String(args.connectionId)}`);
            return only(found);
        },
        read: async ({ materialize }, args) => {
            const seen = await materialize.catalog.readFromSnapshot(kind, String(args.connectionId));
            return seen === undefined ? undefined : only(seen.outputs);
        },
    };
}

/** The principal of a PrivateLink connection. Only another connection changes it. */
export const privateLinkPrincipal = reader("PrivateLinkPrincipal", awsPrivatelinkConnection, {
    output: "principal",
    problem: ({ principal }) => principalProblem(principal),
});

/** The public keys of an SSH tunnel. Only another connection or a rotation changes them. */
export const sshPublicKeys = reader(
    "SshPublicKeys",
    sshTunnelConnection,
    { output: "publicKeys", problem: ({ publicKeys }) => publicKeysProblem(publicKeys) },
    { arguments: { rotateKeys: text() }, optional: ["rotateKeys"] },
);

/** The trust policy of a role that Materialize assumes. Only another connection changes it. */
export const awsTrustPolicy = reader("AwsTrustPolicy", awsConnection, {
    output: "exampleTrustPolicy",
    problem: trustPolicyProblem,
});
