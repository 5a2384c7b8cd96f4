import { type ArgumentShape, describe, isGiven, listProblems, argumentProblems } from "../argumentShape";
import { CONNECTION_ARGS } from "./network";
import { SSH_BASTION_TRANSFORM } from "./transforms";
import type { SshBastionNetworkArgs } from "./sshBastion";

const SHAPE: ArgumentShape = {
    required: ["subnetId", "brokerSecurityGroupId", "ports"],
    optional: [
        ...CONNECTION_ARGS,
        ...["cidrs", "rotateKeys", "user", "instanceType", "imageId", "keyName", "adminCidrs", "schemaRegistry"],
        "transform",
    ],
    nested: { schemaRegistry: { required: ["port"], optional: ["securityGroupId"] }, transform: SSH_BASTION_TRANSFORM },
};

/** Users of Amazon Linux 2023: the bastion cannot create them for Materialize. */
const EXISTING_USERS: readonly unknown[] = [
    ...["root", "ec2-user", "ec2-instance-connect", "bin", "daemon", "adm", "lp", "sync", "shutdown", "halt", "mail", "operator"],
    ...["games", "ftp", "nobody", "dbus", "sshd", "chrony", "tcpdump", "rpc", "rpcuser", "libstoragemgmt", "tss", "polkitd"],
    ...["systemd-network", "systemd-oom", "systemd-resolve", "systemd-timesync", "systemd-coredump"],
];

/** Lists what is wrong with the arguments. */
export function bastionProblems(args: SshBastionNetworkArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    if (shape.length > 0) return shape;
    const { ports, cidrs, adminCidrs, user } = args;
    return [
        ...listProblems("ports", ports, "ports", 1),
        ...(isGiven(cidrs) ? listProblems("cidrs", cidrs, "blocks of addresses") : []),
        ...(isGiven(adminCidrs) ? listProblems("adminCidrs", adminCidrs, "blocks of addresses") : []),
        ...(isGiven(user) ? userProblems(user) : []),
    ];
}

/** The user's name is written into the bastion's shell script and into its sshd configuration. */
function userProblems(user: unknown): string[] {
    if (EXISTING_USERS.includes(user)) {
        return [
            `user takes a user of Materialize's own, such as "materialize", not ${String(user)}, which the image has already`,
        ];
    }
    return typeof user === "string" && /^[a-z_][a-z0-9_-]{0,31}$/u.test(user)
        ? []
        : [`user takes the name of a Linux user, such as "materialize", not ${describe(user)}`];
}
