import * as materialize from "../../index";
import { cluster, database, kafka, role, schema, secret, source, text, view } from "./given";

// Databases, schemas and owners as a resource, a name, or a name with a schema and database
new materialize.Secret("s", { value: text, database, schema, owner: role, comment: text, cascade: true, profile: "staging" });
new materialize.Secret("s", { value: "x", schema: { name: "s", database: "d" }, database: "d", owner: "r" });
// @ts-expect-error -- no value
new materialize.Secret("s", {});
// @ts-expect-error -- a schema of another kind
new materialize.Secret("s", { value: "x", schema: database });
// @ts-expect-error -- an owner of another kind
new materialize.Secret("s", { value: "x", owner: cluster });
// @ts-expect-error -- a secret as the value
new materialize.Secret("s", { value: secret });

new materialize.Database("d");
new materialize.Database("d", { name: "exact", owner: role });
new materialize.Schema("s", { database });
new materialize.Cluster("c", { size: "25cc", replicationFactor: 0, introspectionInterval: "1s", introspectionDebugging: true });
new materialize.Role("r", { login: true, superuser: false, password: text, adopt: true });
new materialize.RoleGrant("g", { role, member: "materialize" });
const office = new materialize.NetworkPolicy("n", {
    rules: [{ name: text, address: text, action: "allow", direction: "ingress" }],
});
new materialize.NetworkPolicy("n", { rules: [], comment: text, adopt: true, identifyBy: "name" });
new materialize.SystemParameter("p", { name: "network_policy", value: office.name, profile: "admin" });
new materialize.RoleParameter("p", { role, name: "cluster", value: cluster.name });
new materialize.RoleParameter("p", { role: "r", name: "search_path", value: [text, "public"] });
// @ts-expect-error -- a resource as the value
new materialize.SystemParameter("p", { name: "network_policy", value: office });
// @ts-expect-error -- a list as the value
new materialize.SystemParameter("p", { name: "search_path", value: ["a"] });
// @ts-expect-error -- no value
new materialize.RoleParameter("p", { role, name: "cluster" });
// @ts-expect-error -- no rules
new materialize.NetworkPolicy("n", {});
// @ts-expect-error -- another action
new materialize.NetworkPolicy("n", { rules: [{ name: "a", address: "::/0", action: "deny" }] });
// @ts-expect-error -- a policy keeps its owner
new materialize.NetworkPolicy("n", { rules: [], owner: role });
// @ts-expect-error -- a cluster has no schema
new materialize.Cluster("c", { size: "25cc", schema });
// @ts-expect-error -- no size
new materialize.Cluster("c", {});
new materialize.ClusterReplica("r", { cluster: new materialize.Cluster("c", { managed: false }), size: "25cc" });
// @ts-expect-error -- an unmanaged cluster has no size
new materialize.Cluster("c", { managed: false, size: "25cc" });
// @ts-expect-error -- a replica lies in a cluster
new materialize.ClusterReplica("r", { size: "25cc" });
// @ts-expect-error -- a role's privileges are grants
new materialize.Role("r", { createrole: true });

// Views and indexes
new materialize.View("v", { query: text });
new materialize.MaterializedView("v", { query: "SELECT 1", cluster: { name: "c" } });
new materialize.Index("i", { on: source, columns: ["a", text, { expression: "lower(a)" }], cluster });
new materialize.Index("i", { on: { name: "v", schema: "s" }, columns: ["a"], adopt: true });
// @ts-expect-error -- no query
new materialize.View("v", {});
// @ts-expect-error -- a view has no cluster
new materialize.View("v", { query: "SELECT 1", cluster });
new materialize.Index("i", { on: view });
// @ts-expect-error -- no relation
new materialize.Index("i", { columns: ["a"] });
// @ts-expect-error -- an object without rows
new materialize.Index("i", { on: kafka, columns: ["a"] });

// Grants
new materialize.Grant("g", { on: secret, role, privileges: ["USAGE"] });
new materialize.Grant("g", { on: office, role, privileges: ["USAGE"] });
new materialize.Grant("g", { on: { networkPolicy: "office" }, role, privileges: ["USAGE"] });
new materialize.Grant("g", { on: "SYSTEM", role: "PUBLIC", privileges: ["CREATEDB"] });
new materialize.Grant("g", { on: { schema: { name: "s", database: "d" } }, role, privileges: ["USAGE", "CREATE"] });
new materialize.Grant("g", { on: { materializedView: "v" }, role, privileges: ["SELECT"] });
new materialize.Grant("g", { on: { allTables: true, in: schema }, role, privileges: ["SELECT"] });
new materialize.Grant("g", { on: { allSecrets: true, in: { database: "d" } }, role, privileges: ["USAGE"] });
new materialize.Grant("g", { on: { allClusters: true }, role, privileges: ["USAGE"] });
// @ts-expect-error -- two types of objects
new materialize.Grant("g", { on: { allTables: true, allTypes: true }, role, privileges: ["USAGE"] });
// @ts-expect-error -- schemas lie in a database
new materialize.Grant("g", { on: { allSchemas: true, in: schema }, role, privileges: ["USAGE"] });
// @ts-expect-error -- all or nothing
new materialize.Grant("g", { on: { allTables: false }, role, privileges: ["SELECT"] });
new materialize.Reader("r", { schemas: [schema, "public"], clusters: [cluster], members: ["ann"], futureObjectsOf: [role] });
// @ts-expect-error -- no schemas
new materialize.Writer("w", { role });
new materialize.DefaultPrivilege("p", { on: "TABLES", forRole: role, grantee: "PUBLIC", privileges: ["SELECT"], database });
new materialize.DefaultPrivilege("p", { on: "SECRETS", forRole: { allRoles: true }, grantee: role, privileges: ["USAGE"] });
// @ts-expect-error -- a privilege that does not exist
new materialize.Grant("g", { on: secret, role, privileges: ["READ"] });
// @ts-expect-error -- a name without the type of its object
new materialize.Grant("g", { on: "s", role, privileges: ["USAGE"] });
// @ts-expect-error -- two objects
new materialize.Grant("g", { on: { schema: "s", database: "d" }, role, privileges: ["USAGE"] });
// @ts-expect-error -- allRoles: false
new materialize.DefaultPrivilege("p", { on: "TABLES", forRole: { allRoles: false }, grantee: role, privileges: ["SELECT"] });
// @ts-expect-error -- objects that have no default privileges
new materialize.DefaultPrivilege("p", { on: "VIEWS", forRole: role, grantee: role, privileges: ["SELECT"] });

// Lookup functions, whose results replace resources
const found = materialize.getKafkaConnectionOutput({ name: text, schema: "s", database: "d", profile: "p" });
new materialize.KafkaSource("s", { connection: found, topic: "t", format: { json: {} } });
materialize.getKafkaSourcesOutput({ schema: "s", database: "d" }).apply(all => all.map(one => one.qualifiedName));
materialize
    .getEgressIpsOutput({ profile: "p" })
    .apply(all => all.map(({ cidr, egressIp, prefixLength }) => [cidr, egressIp, prefixLength]));
// @ts-expect-error -- no name
materialize.getSecretOutput({ schema: "s" });
// @ts-expect-error -- the result of a lookup of another kind
new materialize.KafkaSource("s", { connection: materialize.getSecretOutput({ name: "s" }), topic: "t", format: { json: {} } });

// Tables and types
const tags = new materialize.Type("t", { list: { elementType: "int" } });
new materialize.Type("t", { map: { valueType: tags } });
const article = new materialize.Type("t", { row: [{ name: text, type: { name: "tags", schema: "other" } }], owner: role });
const articles = new materialize.Table("t", {
    columns: [
        { name: "id", type: "int", notNull: true, default: text },
        { name: "a", type: article },
    ],
    partitionBy: ["id"],
    retainHistory: "1h",
    replaceLosingRows: true,
});
new materialize.Index("i", { on: articles, columns: ["id"] });
new materialize.Grant("g", { on: articles, role, privileges: ["INSERT"] });
new materialize.Grant("g", { on: article, role, privileges: ["USAGE"] });
new materialize.Grant("g", { on: { type: "tags" }, role, privileges: ["USAGE"] });
// @ts-expect-error -- no columns
new materialize.Table("t", {});
// @ts-expect-error -- a column without a type
new materialize.Table("t", { columns: [{ name: "a" }] });
// @ts-expect-error -- a table as a type
new materialize.Table("t", { columns: [{ name: "a", type: articles }] });
// @ts-expect-error -- no form
new materialize.Type("t", {});
// @ts-expect-error -- two forms
new materialize.Type("t", { list: { elementType: "int" }, map: { valueType: "int" } });
