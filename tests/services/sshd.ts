import { writeFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/command.mjs";
import { FILES, HOST, PORTS, STATE, USER } from "./layout";
import type { Program } from "./processes";

const CONFIG = join(STATE, "sshd", "sshd_config");
const HOST_KEY = join(STATE, "sshd", "host_key");

/** The login of the bastion. */
export const bastion = (user = USER.username): string => `${user}@${HOST}:${String(PORTS.sshd)}`;

/** Returns the configuration of sshd: logins with the keys of a file, which may open connections to this machine and nothing else. */
export const sshdConfig = (user: string): string => `ListenAddress ${HOST}:${String(PORTS.sshd)}
HostKey ${HOST_KEY}
PidFile none
AuthorizedKeysFile ${FILES.authorizedKeys}
StrictModes no
AllowUsers ${user}
PermitRootLogin prohibit-password
AuthenticationMethods publickey
UsePAM no
UseDNS no
DisableForwarding no
AllowTcpForwarding local
PermitOpen ${HOST}:*
AllowStreamLocalForwarding no
AllowAgentForwarding no
X11Forwarding no
PermitTunnel no
PermitTTY no
PermitUserRC no
ForceCommand /bin/false
MaxStartups 100:30:200
MaxSessions 100
LogLevel VERBOSE
`;

/** Writes the configuration, a key of the host, and the empty list of accepted keys. */
export async function prepareSshd(user = USER.username): Promise<void> {
    writeFileSync(CONFIG, sshdConfig(user));
    writeFileSync(FILES.authorizedKeys, "");
    await run("ssh-keygen", ["-q", "-t", "ed25519", "-N", "", "-f", HOST_KEY], { failure: "ssh-keygen failed." });
    // sshd of Debian needs this folder if it runs as root.
    if (USER.uid === 0) mkdirSync("/run/sshd", { recursive: true });
}

export const sshdProgram = (file: string): Program => ({
    name: "sshd",
    command: [file, "-D", "-e", "-f", CONFIG],
    ports: [PORTS.sshd],
    timeoutSeconds: 20,
});
