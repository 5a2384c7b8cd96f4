// The objects of environment.sql: a generated auction for demonstrations, with readers, writers, defaults and a network policy.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const cluster = new materialize.Cluster("auction", {
    size: "25cc",
    introspectionInterval: "10 seconds",
    comment: "demonstrations",
});
const demo = new materialize.Database("demo");
const schema = { name: "public", database: demo.name }; // each database has this schema

const house = new materialize.LoadGeneratorSource("house", {
    schema,
    cluster,
    generator: { auction: { tickInterval: "500ms", asOf: 100 } },
});
const table = (name: string) =>
    new materialize.SourceTable(name, { schema, source: house, reference: ["auction", name] });
const tables = { bids: table("bids"), auctions: table("auctions"), users: table("users") };

const winning = new materialize.View("winning", {
    schema,
    query: pulumi.interpolate`
        SELECT DISTINCT ON (a.id) a.id AS auction_id, a.item, b.buyer, b.amount, a.end_time
        FROM ${tables.auctions.qualifiedName} a JOIN ${tables.bids.qualifiedName} b ON b.auction_id = a.id
        WHERE b.bid_time < a.end_time AND mz_now() >= a.end_time
        ORDER BY a.id, b.amount DESC, b.bid_time`,
});
new materialize.Index("winning_by_auction", { on: winning, columns: ["auction_id"], cluster });
const spending = new materialize.MaterializedView("spending", {
    schema,
    cluster,
    assertNotNull: ["buyer"],
    query: pulumi.interpolate`SELECT buyer, sum(amount) AS total FROM ${winning.qualifiedName} GROUP BY buyer`,
});

const analysts = new materialize.Role("analysts", { comment: "read only" });
const loaders = new materialize.Role("loaders");
const grace = new materialize.Role("grace.hopper@example.com");
new materialize.RoleGrant("grace_is_an_analyst", { role: analysts, member: grace });
const membership = new materialize.RoleGrant("deployer_is_a_loader", { role: loaders, member: config.get("deployer") ?? "materialize" });
new materialize.RoleParameter("analysts_cluster", { role: analysts, name: "cluster", value: cluster.name });
new materialize.RoleParameter("analysts_search_path", { role: analysts, name: "search_path", value: ["public"] });

const uses = { demo, cluster, schema: { schema } };
for (const [name, on] of Object.entries(uses)) {
    new materialize.Grant(`analysts_use_${name}`, { on, role: analysts, privileges: ["USAGE"] });
    new materialize.Grant(`loaders_use_${name}`, {
        on,
        role: loaders,
        privileges: name === "schema" ? ["USAGE", "CREATE"] : ["USAGE"],
    });
}
// A grant on all tables is on those that exist at each `up`, also on views and sources.
new materialize.Grant(
    "analysts_read_all",
    { on: { allTables: true, in: { schema } }, role: analysts, privileges: ["SELECT"] },
    { dependsOn: [house, ...Object.values(tables), winning, spending] },
);

// Only members of a role set its default privileges.
new materialize.DefaultPrivilege(
    "analysts_read_new_tables",
    { on: "TABLES", forRole: loaders, schema, grantee: analysts, privileges: ["SELECT"] },
    { dependsOn: membership },
);

new materialize.NetworkPolicy("office", {
    rules: [
        { name: "berlin", address: "203.0.113.0/24" },
        { name: "vpn", address: "198.51.100.7/32" },
    ],
});
