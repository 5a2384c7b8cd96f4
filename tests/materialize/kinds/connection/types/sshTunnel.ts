import { generateKeyPairSync } from "node:crypto";

import type { Bastion } from "../../../../aws/reachability/protocol";
import { catalogRelation } from "../../../catalog/systemRelation";
import { failure } from "../../../errors";
import { sshProblem } from "../../../world/network";
import type { World } from "../../../world/world";
import { numberOf, textOf, type Options } from "../body";
import { checkRequired } from "../checks";
import { optionColumn, rowsOf, type ConnectionType } from "../type";

const KEYS = ["PUBLIC KEY 1", "PUBLIC KEY 2"] as const;

export const sshTunnel: ConnectionType = {
    name: "ssh-tunnel",
    keyword: "SSH TUNNEL",
    described: "an SSH connection",
    options: ["HOST", "PORT", "USER", ...KEYS],
    generated: KEYS,
    validated: false,
    fixed: "nothing",
    relations: [
        catalogRelation(
            "mz_ssh_tunnel_connections",
            `id, ${optionColumn(KEYS[0])} AS public_key_1, ${optionColumn(KEYS[1])} AS public_key_2 ${rowsOf("ssh-tunnel")}`,
        ),
    ],
    check(options) {
        checkRequired(options, ["HOST", "USER"]);
        if ("secret" in (options.USER ?? {})) throw failure("SSH connections do not support supplying USER value as SECRET");
    },
    complete: options => ({ ...Object.fromEntries(KEYS.map(name => [name, options[name] ?? { text: newKey() }])), ...options }),
    rotateKeys: options => ({
        ...options,
        "PUBLIC KEY 1": options["PUBLIC KEY 2"] ?? { text: newKey() },
        "PUBLIC KEY 2": { text: newKey() },
    }),
    problem: ({ world, options }) => tunnelProblem(world, options),
    ask: ({ options }, aws) => aws.send({ ask: "bastion", bastion: bastionOf(options) }),
};

export function bastionOf(options: Options): Bastion {
    return {
        host: textOf(options.HOST) ?? "",
        port: numberOf(options.PORT) ?? 22,
        user: textOf(options.USER) ?? "",
        keys: KEYS.flatMap(name => textOf(options[name]) ?? []),
    };
}

/** Returns the error of opening a tunnel. */
export function tunnelProblem(world: World, options: Options): string | undefined {
    const { host, port, user, keys } = bastionOf(options);
    return sshProblem(world, host, port, user, keys);
}

/** Returns a new public key with the comment that Materialize gives it. */
function newKey(): string {
    const der = generateKeyPairSync("ed25519").publicKey.export({ type: "spki", format: "der" });
    const field = (bytes: Buffer): Buffer => Buffer.concat([Buffer.from([0, 0, 0, bytes.length]), bytes]);
    const blob = Buffer.concat([field(Buffer.from("ssh-ed25519")), field(der.subarray(-32))]);
    return `ssh-ed25519 ${blob.toString("base64")} materialize`;
}
