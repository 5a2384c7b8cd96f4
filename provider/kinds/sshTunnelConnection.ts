import { sql } from "../sql/sql";
import { host } from "../values/addresses";
import { port, text } from "../values/scalars";
import { connection } from "./shared/connection";
import { row } from "../statement/kind";
import { option, validateAfterCreateRow } from "../statement/rows";

export const sshTunnelConnection = connection({
    name: "SshTunnelConnection",
    target: "SSH TUNNEL",
    type: "ssh-tunnel",
    rows: [
        option("host", "HOST", host, { required: true }),
        option("user", "USER", text(), { required: true }),
        { ...option("port", "PORT", port), serverDefault: 22 },
        // Each new text rotates the keys once. Materialize does not store the text.
        row({
            path: "rotateKeys",
            value: text(),
            position: { in: "nowhere" },
            change: { by: "rotation", statement: target => sql`ALTER CONNECTION ${target} ROTATE KEYS`, shows: "publicKeys" },
        }),
    ],
    rules: [],
    validation: validateAfterCreateRow,
    catalog: {
        joins: "LEFT JOIN mz_catalog.mz_ssh_tunnel_connections tunnel ON tunnel.id = o.id",
        outputs: { publicKeys: "ARRAY[tunnel.public_key_1, tunnel.public_key_2]" },
    },
});
