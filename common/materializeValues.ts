import { isDeepStrictEqual } from "node:util";
import { CIDR_BLOCK, isCidrBlock, isIpv6Block } from "./addresses";

// Materialize's catalog gives values that components write into AWS: into a script that runs as root, into policies and into rules of security groups.
// Each function returns what is wrong with such a value; undefined if it has the strict form that Materialize documents.

const PUBLIC_KEY = /^(?:ssh-ed25519|ssh-rsa|ecdsa-sha2-nistp(?:256|384|521)) [A-Za-z\d+/]{1,1024}={0,2}(?: [\w.@-]{1,64})?$/u;

/** One role of one account, without wildcards. */
const ROLE_ARN = /^arn:aws(?:-[a-z]+)*:iam::\d{12}:role\/[\w+=,.@/-]{1,576}$/u;

/** See https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_common-scenarios_third-party.html. */
const EXTERNAL_ID = /^[\w+=,.@:/-]{2,1224}$/u;

/** The shortest prefixes of egress blocks that are taken from the catalog, where a single address is usual. */
const SHORTEST_PREFIX = { ipv4: 24, ipv6: 48 } as const;

const MAX_SHOWN = 100;

const shown = (value: unknown): string => JSON.stringify(value ?? null).slice(0, MAX_SHOWN);

/** The public keys of an SSH tunnel connection, which are lines of `authorized_keys` on the bastion. */
export function publicKeysProblem(keys: unknown): string | undefined {
    const all: readonly unknown[] = Array.isArray(keys) ? keys : [];
    if (all.length === 0) return "Materialize gives no public key of the SSH tunnel connection";
    const wrong = all.find(key => typeof key !== "string" || !PUBLIC_KEY.test(key));
    return wrong === undefined ? undefined : `Materialize gives a public key that is not one in OpenSSH's form: ${shown(wrong)}`;
}

/** The principal of a connection, which an endpoint service or a role trusts. */
export const principalProblem = (principal: unknown): string | undefined =>
    typeof principal === "string" && ROLE_ARN.test(principal)
        ? undefined
        : `Materialize gives a principal that is not the ARN of one IAM role: ${shown(principal)}`;

/** The trust policy of a role, which must let only the principal of the connection assume it, with the external id of the connection. */
export function trustPolicyProblem({
    exampleTrustPolicy: policy,
    principal,
    externalId,
}: Readonly<Record<string, unknown>>): string | undefined {
    const wrongPrincipal = principalProblem(principal);
    if (wrongPrincipal !== undefined) return wrongPrincipal;
    if (typeof externalId !== "string" || !EXTERNAL_ID.test(externalId))
        return `Materialize gives an external id that AWS does not accept: ${shown(externalId)}`;
    const statement = {
        Effect: "Allow",
        Principal: { AWS: principal },
        Action: "sts:AssumeRole",
        Condition: { StringEquals: { "sts:ExternalId": externalId } },
    };
    return isDeepStrictEqual(policy, { Version: "2012-10-17", Statement: [statement] })
        ? undefined
        : `Materialize gives a trust policy that does more than let ${String(principal)} assume the role with the external id ${externalId}: ${shown(policy)}`;
}

/** A block of addresses from which Materialize connects. */
export function egressBlockProblem(cidr: unknown): string | undefined {
    if (typeof cidr !== "string" || !isCidrBlock(cidr))
        return `Materialize gives an egress block that is not ${CIDR_BLOCK}: ${shown(cidr)}`;
    const least = isIpv6Block(cidr) ? SHORTEST_PREFIX.ipv6 : SHORTEST_PREFIX.ipv4;
    return Number(cidr.replace(/^.*\//u, "")) >= least
        ? undefined
        : `Materialize gives the egress block ${cidr}, which is wider than /${String(least)}`;
}
