import { port, text } from "../values/scalars";
import { connection } from "./connection";
import { option, validateAfter } from "./rows";

export const sshTunnelConnection = connection({
    name: "SshTunnelConnection",
    target: "SSH TUNNEL",
    type: "ssh-tunnel",
    rows: [
        option("host", "HOST", text(), { required: true }),
        option("user", "USER", text(), { required: true }),
        { ...option("port", "PORT", port), initial: 22 },
        // Any new text rotates once: Materialize keeps none of it.
        { path: "rotateKeys", value: text(), place: { in: "nowhere" }, change: { by: "rotation", shows: "publicKeys" } },
    ],
    rules: [],
    validation: validateAfter,
    catalog: {
        joins: "LEFT JOIN mz_catalog.mz_ssh_tunnel_connections tunnel ON tunnel.id = o.id",
        outputs: { publicKeys: "ARRAY[tunnel.public_key_1, tunnel.public_key_2]" },
    },
});
