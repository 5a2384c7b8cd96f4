import * as materialize from "../../index";
import { secret, see, text, tunnel } from "./given";

const auth = { username: text, password: secret };
const host = { host: { host: text, name: "shop" } };
const none = { none: {} };
const orders = { reference: ["public", text], textColumns: ["mood"] };

const shop = new materialize.PostgresIngestion("p", {
    database: host,
    auth,
    network: none,
    publication: text,
    tables: { orders },
});
see(shop.tables.orders.qualifiedName, shop.upstreamStatements, shop.source.subsources, shop.connection.qualifiedName);
// @ts-expect-error -- an unknown table
see(shop.tables.customers);
// @ts-expect-error -- the PrivateLink network of another one
see(shop.privateLink.connection);
const rds = { rds: { instance: text, name: text, region: text } };
const linked = new materialize.PostgresIngestion("p", {
    ...{ database: rds, auth, publication: { create: { admin: { username: "u", password: text } } } },
    network: { privateLink: { materializeRegion: text } },
});
see(linked.privateLink.servers.database?.port, linked.privateLink.endpointService.serviceName);
see(
    new materialize.MySqlIngestion("m", { database: { host: { host: text } }, auth, network: { sshTunnel: tunnel } }).sshTunnel
        .publicKeys,
);
new materialize.SqlServerIngestion("s", {
    database: host,
    auth,
    network: { sshBastion: { subnetId: text, securityGroupId: text } },
});
// @ts-expect-error -- two networks
new materialize.PostgresIngestion("p", { database: host, auth, publication: text, network: { none: {}, sshTunnel: tunnel } });
// @ts-expect-error -- an instance and a cluster
new materialize.MySqlIngestion("m", { database: { rds: { instance: text, cluster: text } }, auth, network: none });
// @ts-expect-error -- a publication of MySQL
new materialize.MySqlIngestion("m", { database: { host: { host: text } }, auth, network: none, publication: text });
// @ts-expect-error -- a database without its name
new materialize.SqlServerIngestion("s", { database: { host: { host: text } }, auth, network: none });
