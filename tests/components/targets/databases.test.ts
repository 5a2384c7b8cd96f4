import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MySqlIngestion, PostgresIngestion, SqlServerIngestion } from "../../../components";
import { Secret } from "../../../sdk";
import { of, only, run, valueOf } from "../networks/support";

const login = { username: "materialize", password: pulumi.secret("hunter2") };
const host = { host: "db.internal", name: "shop" };
const tables = { orders: { reference: ["public", "orders"], textColumns: ["mood"] } };
const OWN = { database: { host }, auth: login, network: { none: {} }, publication: "mz_source", tables };
const RDS = { ...OWN, database: { rds: { instance: "shop", name: "shop" } } };
const group = { securityGroupId: "sg-db" };
const cidrs = ["203.0.113.64/30"];
const admin = { username: "postgres", password: pulumi.secret("hunter3") };

const postgres = (args: object) => run(() => new PostgresIngestion<"none", "orders">("shop", { ...OWN, ...args }));
const names = (made: Awaited<ReturnType<typeof postgres>>["made"]) => made.map(({ type, name }) => `${type} ${name}`);

describe("PostgresIngestion", () => {
    it("PostgresIngestion reads the tables of a server that Materialize reaches directly", async () => {
        const { made, refused, result } = await postgres({ cluster: "ingest", schema: { name: "raw", database: "dev" } });
        expect(refused).to.deep.equal([]);
        expect(names(made)).to.have.members([
            "PostgresIngestion shop",
            "Secret shop_password",
            "PostgresConnection shop_postgres",
            "PostgresSource shop_source",
            "SourceTable shop_orders",
        ]);
        expect(only(made, "PostgresConnection")).to.deep.include({
            ...{ host: "db.internal", port: 5432, database: "shop", user: "materialize", sslMode: "require" },
            schema: { name: "raw", database: "dev" },
        });
        expect(only(made, "PostgresSource")).to.include({ cluster: "ingest", publication: "mz_source" });
        expect(only(made, "SourceTable")).to.deep.include({
            name: "orders",
            reference: ["public", "orders"],
            textColumns: ["mood"],
        });
        expect(await valueOf(result.tables.orders.qualifiedName)).to.contain("orders");
        expect(Object.keys(result.secrets)).to.deep.equal(["password"]);
    });

    it("PostgresIngestion returns the exact statements that prepare a database", async () => {
        const odd = {
            a: { reference: ["public", 'O"dd'] },
            b: { reference: ["sales", "orders"] },
            again: { reference: ["sales", "orders"] },
        };
        const { result } = await postgres({ tables: odd });
        expect(await valueOf(result.upstreamStatements)).to.deep.equal([
            'ALTER TABLE "public"."O""dd" REPLICA IDENTITY FULL;',
            'ALTER TABLE "sales"."orders" REPLICA IDENTITY FULL;',
            'CREATE PUBLICATION "mz_source" FOR TABLE "public"."O""dd", "sales"."orders";',
            `CREATE ROLE "materialize" WITH LOGIN REPLICATION PASSWORD '<password>';`,
            'GRANT CONNECT ON DATABASE "shop" TO "materialize";',
            'GRANT USAGE ON SCHEMA "public" TO "materialize";',
            'GRANT USAGE ON SCHEMA "sales" TO "materialize";',
            'GRANT SELECT ON TABLE "public"."O""dd", "sales"."orders" TO "materialize";',
        ]);
        const onRds = await valueOf((await postgres(RDS)).result.upstreamStatements);
        expect(onRds).to.include.members([
            `CREATE ROLE "materialize" WITH LOGIN PASSWORD '<password>';`,
            'GRANT rds_replication TO "materialize";',
        ]);
    });

    it("PostgresIngestion finds a database of Amazon RDS, and has a listener and a subnet in each zone for it", async () => {
        const { made, refused, result } = await postgres({ ...RDS, network: { privateLink: {} } });
        expect(refused).to.deep.equal([]);
        expect(only(made, "RdsEndpoint")).to.include({ host: "shop.x.us-east-1.rds.amazonaws.com", port: 5432, resolves: true });
        expect(only(made, "TargetGroupAttachment")).to.include({ targetId: "10.0.1.50", port: 5432 });
        expect(only(made, "LoadBalancer").subnets).to.deep.equal(["subnet-a", "subnet-b"]);
        expect(only(made, "SecurityGroupIngressRule")).to.include({ securityGroupId: "sg-db", fromPort: 5432 });
        expect(only(made, "PostgresConnection")).to.include({ host: "shop.x.us-east-1.rds.amazonaws.com", port: 5432 });
        expect(only(made, "PostgresConnection")).to.nested.include({ "privateLink.id": "shop_privatelink-id" });
        expect(result.privateLink).to.not.equal(undefined);
    });

    it("PostgresIngestion reaches the writer of a cluster, and needs no address with a given one", async () => {
        const database = { rds: { cluster: "shop", name: "shop", region: "us-west-2" } };
        const { made, refused, looked } = await postgres({
            ...RDS,
            database,
            network: { privateLink: { ip: "10.0.1.9", subnetIds: ["subnet-a"] } },
        });
        expect(refused).to.deep.equal([]);
        expect(only(made, "RdsEndpoint")).to.include({ resolves: false, host: "shop.cluster-x.us-east-1.rds.amazonaws.com" });
        expect(only(made, "TargetGroupAttachment")).to.include({ targetId: "10.0.1.9", region: "us-west-2" });
        expect(looked.filter(({ token }) => String(token).startsWith("aws:rds/")).map(({ region }) => region)).to.deep.equal([
            "us-west-2",
            "us-west-2",
        ]);
    });

    it("PostgresIngestion uses a bastion, allowed addresses and an existing tunnel", async () => {
        const bastion = await postgres({ ...RDS, network: { sshBastion: { subnetId: "subnet-a", cidrs } } });
        expect(bastion.refused).to.deep.equal([]);
        const admitted = of(bastion.made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 5432);
        expect(admitted.map(({ inputs }) => inputs.securityGroupId)).to.deep.equal(["sg-db"]);
        expect(only(bastion.made, "PostgresConnection")).to.nested.include({ "sshTunnel.id": "shop_ssh-id" });
        const allowed = await postgres({ network: { allowMaterializeIps: { ...group, cidrs } } });
        expect(only(allowed.made, "SecurityGroupIngressRule")).to.include({
            cidrIpv4: cidrs[0],
            fromPort: 5432,
            securityGroupId: "sg-db",
        });
        const tunnel = await postgres({ network: { sshTunnel: { host: "bastion", user: "u" } }, validation: "skip" });
        expect(only(tunnel.made, "SshTunnelConnection")).to.include({ host: "bastion" });
        expect(only(tunnel.made, "PostgresConnection")).to.include({ validate: false });
    });

    it("PostgresIngestion creates the publication and then the role, before the connection and the source", async () => {
        const { made, refused } = await postgres({ publication: { create: { admin } }, sslMode: "disable" });
        expect(refused).to.deep.equal([]);
        const access = {
            host: "db.internal",
            port: 5432,
            database: "shop",
            user: "postgres",
            password: "hunter3",
            sslMode: "disable",
        };
        expect(only(made, "PostgresPublication")).to.deep.include({
            access,
            name: "materialize_shop",
            tables: [["public", "orders"]],
        });
        expect(only(made, "PostgresReplicationRole")).to.deep.include({ access, name: "materialize", password: "hunter2" });
        expect(only(made, "PostgresSource").publication).to.equal("materialize_shop");
        const created = names(made).filter(name => /Publication|Role|Connection|Source /u.test(name));
        expect(created.map(name => name.split(" ")[0])).to.deep.equal([
            "PostgresPublication",
            "PostgresReplicationRole",
            "PostgresConnection",
            "PostgresSource",
        ]);
    });

    it("PostgresIngestion creates a publication of other tables, without a role, over a port that is forwarded", async () => {
        const create = {
            admin: { ...admin, host: "localhost", port: 15432 },
            tables: ["public.Orders", '"Odd.One"."T"'],
            name: "p",
            role: false,
        };
        const { made, refused } = await postgres({ publication: { create } });
        expect(refused).to.deep.equal([]);
        const publication = only(made, "PostgresPublication");
        expect(publication).to.deep.include({
            name: "p",
            tables: [
                ["public", "orders"],
                ["Odd.One", "T"],
            ],
        });
        expect(publication.access).to.include({ host: "localhost", port: 15432, serverName: "db.internal" });
        expect(of(made, "PostgresReplicationRole")).to.deep.equal([]);
    });

    const secret = () => new Secret("own", { value: "x" });
    const REFUSED: readonly (readonly [what: string, args: () => object, said: string])[] = [
        ["no database", () => ({ database: undefined }), "database takes exactly one of rds, host"],
        [
            "both servers",
            () => ({ database: { host, rds: { instance: "a" } } }),
            "database takes exactly one of rds, host, not host and rds",
        ],
        ["a database without its name", () => ({ database: { host: { host: "h" } } }), "database.host.name is missing"],
        [
            "an instance and a cluster",
            () => ({ database: { rds: { instance: "a", cluster: "b", name: "n" } } }),
            "database.rds takes exactly one of instance and cluster",
        ],
        [
            "a port that is an output",
            () => ({ database: { host: { ...host, port: pulumi.output(1) } } }),
            "database.host.port takes a whole number from 1 to 65535, not an output, which is not known when the program runs: write the value itself, with outputs inside of it",
        ],
        [
            "no network",
            () => ({ network: {} }),
            "network takes exactly one of privateLink, sshBastion, allowMaterializeIps, sshTunnel, none",
        ],
        [
            "a bastion without the group of a host",
            () => ({ network: { sshBastion: { subnetId: "subnet-a" } } }),
            "network.sshBastion.securityGroupId is missing: database.host needs it, since only a database of Amazon RDS is looked up",
        ],
        ["no publication", () => ({ publication: undefined }), "publication is missing"],
        [
            "a publication that is no name",
            () => ({ publication: 1 }),
            "publication takes the name of a publication, or { create: { … } }, not 1",
        ],
        ["a creation without a user", () => ({ publication: { create: {} } }), "publication.create.admin is missing"],
        [
            "a table of the publication without its schema",
            () => ({ publication: { create: { admin, tables: ["orders"] } } }),
            'publication.create.tables[0] takes the schema and the name of a table as in SQL, such as "public.orders" or \'public."Orders"\', not "orders"',
        ],
        [
            "a reference that is no table of PostgreSQL",
            () => ({ publication: { create: { admin } }, tables: { orders: { reference: ["orders"] } } }),
            'tables.orders.reference takes the schema and the name of the table, such as ["public", "orders"], since the publication is created from it',
        ],
        [
            "a password that Pulumi cannot read",
            () => ({ publication: { create: { admin } }, auth: { username: "m", password: secret() } }),
            'auth.password is a Secret, whose value Pulumi cannot read, and the role is created with it: set the text itself, for example config.requireSecret("password"), or write publication.create.role: false',
        ],
        [
            "a table without a reference",
            () => ({ tables: { orders: {} } }),
            'tables.orders.reference is missing: it is the table with its schema, such as ["public", "orders"]',
        ],
        [
            "a format of messages",
            () => ({ tables: { orders: { reference: ["a", "b"], format: { json: {} } } } }),
            "tables.orders.format is for messages of Kafka: leave it out",
        ],
        ["a wait for data", () => ({ validation: "data" }), 'validation takes skip or connect, not "data"'],
        ["an argument that is misspelt", () => ({ clutser: "c" }), "clutser is not an argument; did you mean cluster?"],
    ];
    for (const [what, args, said] of REFUSED) {
        it(`PostgresIngestion refuses ${what}`, async () => {
            const { made, refused } = await run(() => new PostgresIngestion("shop", { ...OWN, ...args() } as never));
            expect(refused).to.deep.equal([said]);
            expect(of(made, "PostgresConnection")).to.deep.equal([]);
        });
    }

    const UNFIT: readonly (readonly [what: string, rds: object, said: string])[] = [
        ["another product", { instance: "shop-mysql", port: 3306 }, "the DB instance shop-mysql runs mysql: use MySqlIngestion"],
        [
            "a product that Materialize does not read",
            { instance: "shop-oracle" },
            "the DB instance shop-oracle runs oracle-ee: which Materialize does not read",
        ],
        [
            "another port",
            { instance: "shop", port: 5433 },
            "database.rds.port is 5433, but the DB instance shop listens on 5432: write port: 5432",
        ],
        [
            "an instance of a cluster",
            { instance: "shop-member" },
            'the DB instance shop-member belongs to the DB cluster shop-cluster, whose endpoint follows the writer: write cluster: "shop-cluster" in place of instance',
        ],
    ];
    for (const [what, rds, said] of UNFIT) {
        it(`PostgresIngestion refuses a database of Amazon RDS with ${what}`, async () => {
            const { refused } = await postgres({ database: { rds: { ...rds, name: "shop" } } });
            expect(refused).to.deep.equal([said]);
        });
    }
});

describe("MySqlIngestion and SqlServerIngestion", () => {
    it("MySqlIngestion needs no database and creates nothing upstream", async () => {
        const args = {
            ...OWN,
            database: { rds: { instance: "shop-mysql" } },
            publication: undefined,
            network: { privateLink: {} },
        };
        const { made, refused } = await run(() => new MySqlIngestion("shop", args as never));
        expect(refused).to.deep.equal([]);
        expect(only(made, "MySqlConnection")).to.include({ port: 3306, sslMode: "required", user: "materialize" });
        expect(only(made, "MySqlConnection")).to.not.have.property("database");
        expect(only(made, "Listener")).to.include({ port: 3306 });
        expect(only(made, "MySqlSource")).to.not.have.property("publication");
        expect(made.filter(({ type }) => type.startsWith("Postgres"))).to.deep.equal([]);
    });

    it("SqlServerIngestion reads a database of a server", async () => {
        const args = { ...OWN, publication: undefined, tables: { orders: { reference: ["dbo", "orders"] } } };
        const { made, refused } = await run(() => new SqlServerIngestion("shop", args as never));
        expect(refused).to.deep.equal([]);
        expect(only(made, "SqlServerConnection")).to.include({ port: 1433, sslMode: "required", database: "shop" });
        expect(only(made, "SourceTable").reference).to.deep.equal(["dbo", "orders"]);
    });

    it("MySqlIngestion refuses arguments of PostgreSQL", async () => {
        const { refused } = await run(() => new MySqlIngestion("shop", OWN as never));
        expect(refused).to.have.length(2);
        expect(refused.join()).to.match(/publication is not an argument.*name is not an argument/u);
    });
});
