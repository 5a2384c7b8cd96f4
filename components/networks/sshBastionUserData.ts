import * as pulumi from "@pulumi/pulumi";
import { publicKeysProblem } from "../../common/materializeValues";
import { argumentError } from "../argumentShape";

/** The settings of the bastion's sshd. */
interface Bastion {
    readonly user?: string;
    readonly ports: readonly pulumi.Input<number>[];
    readonly schemaRegistry?: { readonly port: pulumi.Input<number> };
    readonly keyName?: pulumi.Input<string>;
}

/**
 * Returns the script that the bastion runs when it first starts. Its sshd accepts only keys, and from Materialize's user only port forwarding to these
 * ports. The keys are in a file that the user cannot change.
 */
export const userData = (
    parent: pulumi.ComponentResource,
    bastion: Bastion,
    publicKeys: pulumi.Input<string[]>,
): pulumi.Output<string> =>
    pulumi
        .all([
            publicKeys,
            pulumi.output([...bastion.ports, ...(bastion.schemaRegistry === undefined ? [] : [bastion.schemaRegistry.port])]),
        ])
        .apply(([keys, ports]) => {
            const problem = publicKeysProblem(keys);
            if (problem !== undefined) throw argumentError(parent, [problem]);
            return script(bastion, keys, [...new Set(ports)]);
        });

const script = (
    { user = "materialize", keyName }: Bastion,
    keys: readonly string[],
    ports: readonly number[],
): string => `#!/bin/bash
set -euo pipefail
useradd --create-home --shell /usr/sbin/nologin ${user}
install -d -m 0755 /etc/ssh/authorized_keys
cat > /etc/ssh/authorized_keys/${user} <<'KEYS'
${keys.join("\n")}
KEYS
chmod 0644 /etc/ssh/authorized_keys/${user}
cat > /etc/ssh/sshd_config.d/00-materialize.conf <<'CONF'
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin no
PermitTunnel no
GatewayPorts no
X11Forwarding no
AllowAgentForwarding no
AllowStreamLocalForwarding no
AllowUsers ${user}${keyName === undefined ? "" : " ec2-user"}
Match User ${user}
    AuthorizedKeysFile /etc/ssh/authorized_keys/%u
    AuthenticationMethods publickey
    AllowTcpForwarding local
    PermitOpen ${ports.map(port => `*:${String(port)}`).join(" ")}
    PermitTTY no
    ForceCommand /usr/sbin/nologin
CONF
chmod 0600 /etc/ssh/sshd_config.d/00-materialize.conf
sshd -t
systemctl restart sshd
`;
