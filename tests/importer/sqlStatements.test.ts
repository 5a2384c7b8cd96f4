import { expect } from "chai";
import { statementsOf } from "../../importer/sql/statements";
import { read, readResources } from "./readSql";

describe("the statements of SQL files", () => {
    it("grants are one resource for each object and role", async () => {
        const { resources, left } =
            await read(`CREATE ROLE r; CREATE ROLE s; CREATE SECRET p AS 'x'; CREATE VIEW v AS SELECT 1 AS a;
            GRANT SELECT ON TABLE v TO r, s; GRANT ALL ON SECRET p TO r; GRANT r TO s; GRANT CREATEDB, CREATEROLE ON SYSTEM TO r;
            GRANT USAGE ON ALL SCHEMAS IN DATABASE materialize TO PUBLIC; GRANT USAGE ON SCHEMA public TO r;
            GRANT CREATE ON SCHEMA public TO r; ALTER DEFAULT PRIVILEGES FOR ALL ROLES IN SCHEMA public GRANT SELECT ON TABLES TO r`);
        const view = { name: "v", schema: "public", database: "materialize" };
        const schema = { name: "public", database: "materialize" };
        expect(left).to.deep.equal([]);
        expect(resources.slice(2)).to.deep.equal([
            ["RoleGrant r_to_s", { role: "r", member: "s" }],
            ["Secret p", { name: "p" }],
            ["View v", { name: "v", query: "SELECT 1 AS a" }],
            ["Grant v_to_r", { on: { view }, role: "r", privileges: ["SELECT"] }],
            ["Grant v_to_s", { on: { view }, role: "s", privileges: ["SELECT"] }],
            ["Grant p_to_r", { on: { secret: { ...view, name: "p" } }, role: "r", privileges: ["USAGE"] }],
            ["Grant system_to_r", { on: "SYSTEM", role: "r", privileges: ["CREATEDB", "CREATEROLE"] }],
            [
                "Grant all_schemas_materialize_to_public",
                { on: { allSchemas: true, in: { database: "materialize" } }, role: "PUBLIC", privileges: ["USAGE"] },
            ],
            ["Grant public_to_r", { on: { schema }, role: "r", privileges: ["USAGE", "CREATE"] }],
            [
                "DefaultPrivilege all_roles_tables_public_to_r",
                { forRole: { allRoles: true }, on: "TABLES", grantee: "r", privileges: ["SELECT"], schema },
            ],
        ]);
    });

    it("statements after a CREATE give its resource arguments, and parameters are resources", async () => {
        const { resources, left } =
            await read(`CREATE ROLE r WITH LOGIN; ALTER ROLE r SUPERUSER; CREATE NETWORK POLICY p (RULES ());
            CREATE CONNECTION c TO SSH TUNNEL (HOST 'h', USER 'u'); ALTER CONNECTION c OWNER TO r; VALIDATE CONNECTION c;
            CREATE CLUSTER k REPLICAS (a (SIZE '25cc')); COMMENT ON CLUSTER REPLICA k.a IS 'x';
            ALTER SYSTEM SET network_policy = p; ALTER ROLE r SET search_path = a, "B"; ALTER ROLE r SET "statement_timeout" TO 60`);
        expect(left).to.deep.equal([]);
        const all = Object.fromEntries(resources);
        expect(all).to.deep.include({
            "Role r_role": { name: "r", login: true, superuser: true },
            "SshTunnelConnection c": { name: "c", host: "h", user: "u", owner: "r", validate: true },
            "ClusterReplica k_a_cluster_replica": { cluster: "k", name: "a", size: "25cc", comment: "x" },
            "SystemParameter network_policy": { name: "network_policy", value: "p" },
            "RoleParameter r_search_path": { role: "r", name: "search_path", value: ["a", "B"] },
            "RoleParameter r_statement_timeout": { role: "r", name: "statement_timeout", value: "60" },
        });
    });

    it("an object with an owner waits for the memberships in the role", async () => {
        const { resources } = await readResources(
            "CREATE DATABASE d; CREATE ROLE r; CREATE ROLE s; GRANT r TO materialize; GRANT s TO r; ALTER DATABASE d OWNER TO r;",
        );
        expect(resources.map(({ name }) => name)).to.deep.equal(["r_role", "s_role", "r_to_materialize", "s_to_r", "d_database"]);
        expect(resources.at(-1)?.dependsOn?.map(({ name }) => name)).to.deep.equal(["r_to_materialize"]);
    });

    it("an index without a name has the one that Materialize gives it", async () => {
        const { resources } = await read(`CREATE TABLE t (a int, b int); CREATE DEFAULT INDEX ON t; CREATE INDEX ON t (a, b);
            CREATE INDEX IN CLUSTER c ON t (upper("x y"), a)`);
        expect(resources.slice(1).map(([, { name, columns }]) => [name, columns])).to.deep.equal([
            ["t_primary_idx", undefined],
            ["t_a_b_idx", ["a", "b"]],
            ["t_expr_a_idx", [{ expression: 'upper("x y")' }, "a"]],
        ]);
    });

    it("the forms are read in which Materialize does not store a statement", async () => {
        const { resources, left } = await read(`SET SCHEMA 'public'; CREATE CLUSTER a SIZE '25cc', REPLICATION FACTOR = 2;
            CREATE CLUSTER b (SIZE "25cc", MANAGED = TRUE, INTROSPECTION DEBUGGING, INTROSPECTION INTERVAL '10 seconds');
            CREATE ROLE r NOLOGIN INHERIT; GRANT ALL PRIVILEGES ON CLUSTER a TO GROUP r;
            CREATE CONNECTION k TO KAFKA (BROKER 'b:9092', SECURITY PROTOCOL PLAINTEXT) WITH (VALIDATE);
            CREATE CONNECTION w TO AWS (ASSUME ROLE ARN = 'arn:aws:iam::1:role/r') WITH (VALIDATE = false);
            CREATE CONNECTION c TO CONFLUENT SCHEMA REGISTRY (URL 'https://r', USERNAME 'u');
            CREATE SOURCE s FROM KAFKA CONNECTION k (TOPIC t, START OFFSET (1)) FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION c
                KEY STRATEGY ID 5 VALUE STRATEGY LATEST ENVELOPE UPSERT;
            CREATE TABLE t (A int, "B" public.y) WITH (RETAIN HISTORY = FOR '1h'); CREATE TYPE y AS LIST (ELEMENT TYPE int4);
            CREATE MATERIALIZED VIEW m WITH (ASSERT NOT NULL x, ASSERT NOT NULL y, REFRESH AT CREATION, REFRESH EVERY '1 day') AS
                SELECT 1 AS x, 2 AS y;
            CREATE SINK n FROM m INTO KAFKA CONNECTION k (TOPIC 'n') KEY (x) FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION c
                (NULL DEFAULTS, DOC ON COLUMN m.x = 'doc', VALUE COMPATIBILITY LEVEL full) ENVELOPE UPSERT WITH (SNAPSHOT FALSE)`);
        expect(left).to.deep.equal([]);
        const [schemaRegistry, on] = ["c", "m"].map(name => ({ name, schema: "public", database: "materialize" }));
        const all = Object.fromEntries(resources);
        expect(all["Cluster a_cluster"]).to.deep.equal({ name: "a", size: "25cc", replicationFactor: 2 });
        expect(all["Cluster b_cluster"]).to.deep.include({
            size: "25cc",
            introspectionDebugging: true,
            introspectionInterval: "10s",
        });
        expect(all["Grant a_to_r"]).to.deep.include({ privileges: ["USAGE", "CREATE"] });
        expect(all["KafkaConnection k"]).to.deep.include({ securityProtocol: "PLAINTEXT", validate: true });
        expect(all["AwsConnection w"]).to.deep.include({ validate: false });
        expect(all["ConfluentSchemaRegistryConnection c"]).to.deep.include({ user: "u" });
        expect(all["KafkaSource s"]?.format).to.deep.equal({
            avro: { schemaRegistry, keyStrategy: { id: 5 }, valueStrategy: { latest: {} } },
        });
        expect(all["MaterializedView m"]).to.deep.include({
            ...{ assertNotNull: ["x", "y"], refresh: [{ atCreation: {} }, { every: { interval: "1 day" } }] },
        });
        expect(all["KafkaSink n"]).to.deep.include({
            format: {
                avro: {
                    schemaRegistry,
                    nullDefaults: true,
                    docOn: [{ on, column: "x", comment: "doc" }],
                    valueCompatibilityLevel: "FULL",
                },
            },
            snapshot: false,
        });
    });

    it("every statement without a resource is listed with its place and the reason", async () => {
        const { left } = await read(`-- a comment
INSERT INTO t VALUES (1);
SELECT 1; DROP TABLE t;
\\set password hunter2
SET statement_timeout = '1s';
CREATE TEMPORARY VIEW v AS SELECT 1;
CREATE FUNCTION f;
CREATE SOURCE s FROM POSTGRES CONNECTION c (PUBLICATION 'p') FOR ALL TABLES;
GRANT SELECT ON t TO r;
COMMENT ON TABLE t IS 'x';
ALTER SINK s SET FROM t;
CREATE TABLE a (b int PRIMARY KEY); CREATE TABLE b (c int NOT NULL UNIQUE);
CREATE CLUSTER c (SIZE = :size);
CREATE SECRET; CREATE SECRET e AS 'hunter2'; ALTER SECRET e AS 'hunter2'; CREATE SINK FROM a INTO KAFKA CONNECTION k;
hunter2 hunter3;`);
        expect(left).to.deep.equal([
            "1.sql:2 INSERT: rows are no resources",
            "1.sql:3 SELECT: it reads, and changes nothing",
            "1.sql:3 DROP: what no statement creates is not in the program: delete the statement that creates it",
            "1.sql:4 \\set: a command of psql, which this command does not run",
            "1.sql:5 SET STATEMENT_TIMEOUT: a setting of the session, which resources do not have",
            "1.sql:6 CREATE TEMPORARY: a temporary object ends with its session",
            "1.sql:7 CREATE FUNCTION: no resource class has such an object",
            "1.sql:8 CREATE SOURCE: PostgresSource has no argument for FOR ALL TABLES",
            '1.sql:9 GRANT SELECT: no statement before it creates "materialize"."public"."t"',
            '1.sql:10 COMMENT ON: no statement before it creates "materialize"."public"."t"',
            '1.sql:11 ALTER SINK: no statement before it creates "materialize"."public"."s"',
            "1.sql:12 CREATE TABLE: columns of Table does not take what the statement has for it",
            '1.sql:12 Table "materialize"."public"."a": columns[0].type is not a type: write one as in SQL, such as "int", "numeric(10, 2)" or "text list"',
            "1.sql:13 CREATE CLUSTER: it has a variable of psql: write its value",
            "1.sql:14 CREATE SECRET: it cannot be read: a name was expected, not the end",
            "1.sql:14 ALTER SECRET: the program reads the value from the configuration",
            "1.sql:14 CREATE SINK: the sink has no name: give it one",
            "1.sql:15 a statement: it is no statement that this command knows",
        ]);
    });

    it("a quote or a comment that is never closed is an error with its line", () => {
        const of = (sql: string) => () => statementsOf({ name: "a.sql", text: sql });
        expect(of("SELECT 1;\nSELECT 'x")).to.throw("a.sql:2: the quote ' is never closed");
        expect(of('SELECT 1;\n\nSELECT "x')).to.throw('a.sql:3: the quote " is never closed');
        expect(of("SELECT 1; /* x")).to.throw("a.sql:1: a comment is never closed");
        expect(of("SELECT '$' -- it's\n;\n\\echo don't\nSELECT 2")()).to.have.length(3);
    });
});
