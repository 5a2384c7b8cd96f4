import { expect } from "chai";
import fc from "fast-check";
import { quoteTable, quoteText, readTable } from "../../../../common/postgresUpstream";
import { settingProblems } from "../../../../provider/helpers/postgres/serverSettings";
import type { Fields } from "../../../../provider/values/value";
import { failure } from "../aws/support";
import { timeLimit } from "../../../server";
import { Resource } from "../kafka/support";
import { PostgresServer } from "./server";

const LOGIN = { user: "materialize", password: "it's \\ a secret" };
const SECRETS = { __secretInputs: ["access.password", "password"] };
const table = (name: string): [string, string] => ["sales", name];

const IDENTITY =
    "SELECT relname AS name, relreplident AS identity FROM pg_class WHERE relnamespace = 'sales'::regnamespace AND relkind = 'r' ORDER BY 1";
const PUBLISHED = "SELECT tablename AS name FROM pg_publication_tables WHERE pubname = 'shop' ORDER BY 1";

describe("the helper resources for PostgreSQL, with a real one", function () {
    this.timeout(timeLimit("2m"));
    let server: PostgresServer;
    const started: PostgresServer[] = [];
    let access: Fields;

    before(async function () {
        server = await PostgresServer.start(this);
        started.push(server);
        access = { ...server.access(), ...SECRETS };
    });
    after(() => Promise.all(started.map(one => one.stop())));
    beforeEach(() =>
        server.rows(`
            CREATE SCHEMA sales; CREATE TABLE sales.orders (id int PRIMARY KEY); CREATE TABLE sales.customers (id int); CREATE TABLE sales.full_before (id int);
            ALTER TABLE sales.customers REPLICA IDENTITY NOTHING; ALTER TABLE sales.full_before REPLICA IDENTITY FULL; INSERT INTO sales.orders VALUES (1)`),
    );
    afterEach(() =>
        server.rows("DROP SCHEMA sales CASCADE; DROP PUBLICATION IF EXISTS shop, other; DROP ROLE IF EXISTS materialize"),
    );

    const identities = async (): Promise<Record<string, string>> =>
        Object.fromEntries(
            (await server.rows<{ name: string; identity: string }>(IDENTITY)).map(({ name, identity }) => [name, identity]),
        );
    const published = async (): Promise<string[]> => (await server.rows<{ name: string }>(PUBLISHED)).map(({ name }) => name);
    const publication = () => new Resource("PostgresPublication", { ...access, name: "shop" });
    const role = () => new Resource("PostgresReplicationRole", { ...access, name: LOGIN.user, replicates: true });
    const ALL = [table("orders"), table("customers"), table("full_before")];
    const READ = { password: LOGIN.password, tables: [table("orders")] };

    it("PostgresPublication publishes tables with all their columns, and a delete restores what it changed", async () => {
        const shop = publication();
        await shop.create({ tables: ALL });
        expect(await published()).to.deep.equal(["customers", "full_before", "orders"]);
        expect(await identities()).to.deep.equal({ customers: "f", full_before: "f", orders: "f" });
        await shop.delete();
        expect(await server.rows("SELECT FROM pg_publication")).to.be.empty;
        expect(await identities()).to.deep.equal({ customers: "n", full_before: "f", orders: "d" });
        await shop.delete();
    });

    it("PostgresPublication adds and removes tables, and leaves those that others publish as they are", async () => {
        const shop = publication();
        await shop.create({ tables: [table("orders"), table("customers")] });
        await server.rows("CREATE PUBLICATION other FOR TABLE sales.orders");
        await shop.update({ tables: [table("full_before")] });
        expect(await published()).to.deep.equal(["full_before"]);
        expect(await identities(), "orders is published elsewhere").to.deep.equal({
            customers: "n",
            full_before: "f",
            orders: "f",
        });
        await shop.delete();
        expect(await server.rows("SELECT pubname FROM pg_publication")).to.deep.equal([{ pubname: "other" }]);
    });

    it("PostgresPublication finds tables that were taken out or changed, and puts them right; others that were added stay", async () => {
        const shop = publication();
        await shop.create({ tables: [table("orders"), table("customers")] });
        await server.rows(
            "ALTER PUBLICATION shop DROP TABLE sales.orders; ALTER PUBLICATION shop ADD TABLE sales.full_before; ALTER TABLE sales.customers REPLICA IDENTITY DEFAULT",
        );
        expect((await shop.refresh())?.tables).to.deep.equal([]);
        expect(shop.isChangedBy({ tables: [table("orders"), table("customers")] })).to.equal(true);
        await shop.update({ tables: [table("orders"), table("customers")] });
        expect(await published()).to.deep.equal(["customers", "full_before", "orders"]);
        expect(await identities()).to.include({ customers: "f", orders: "f" });
        expect((await shop.refresh())?.tables).to.deep.equal([table("orders"), table("customers")]);
        await server.rows("DROP PUBLICATION shop");
        expect(await shop.refresh()).to.equal(undefined);
    });

    it("PostgresPublication changes nothing if one table does not exist, or if the publication exists", async () => {
        const missing = await failure(publication().create({ tables: [table("orders"), table("nowhere")] }));
        expect(missing).to.match(/relation "sales\.nowhere" does not exist: create the table first, or leave it out/u);
        expect(await server.rows("SELECT FROM pg_publication")).to.be.empty;
        expect(await identities()).to.include({ orders: "d" });
        await server.rows("CREATE PUBLICATION shop");
        expect(await failure(publication().create({ tables: ALL }))).to.equal(
            'the publication "shop" exists already: write publication: "shop", and it is used and not changed, or give create another name',
        );
        expect(await identities()).to.include({ orders: "d" });
    });

    it("PostgresReplicationRole logs in, replicates and reads only the given tables, and a delete drops only it", async () => {
        const reader = role();
        await reader.create(READ);
        expect(await server.rows("SELECT id FROM sales.orders", LOGIN)).to.deep.equal([{ id: 1 }]);
        expect(await failure(server.rows("SELECT FROM sales.customers", LOGIN))).to.contain("permission denied");
        const [attributes] = await server.rows(
            "SELECT rolreplication, rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = 'materialize'",
        );
        expect(attributes).to.deep.equal({ rolreplication: true, rolsuper: false, rolcreaterole: false, rolcreatedb: false });
        await reader.update({ password: "another one", tables: [table("customers")] });
        const later = { ...LOGIN, password: "another one" };
        expect(await server.rows("SELECT id FROM sales.customers", later)).to.be.empty;
        expect(await failure(server.rows("SELECT FROM sales.orders", later))).to.contain("permission denied");
        await reader.delete();
        expect(await server.rows("SELECT FROM pg_roles WHERE rolname = 'materialize'")).to.be.empty;
    });

    it("PostgresReplicationRole finds rights that were taken away, and gives them again", async () => {
        const reader = role();
        await reader.create(READ);
        await server.rows("REVOKE SELECT ON sales.orders FROM materialize; ALTER ROLE materialize NOREPLICATION");
        expect(await reader.refresh()).to.deep.include({ tables: [], replicates: false });
        expect(reader.isChangedBy(READ)).to.equal(true);
        await reader.update(READ);
        expect(await reader.refresh()).to.deep.include({ tables: READ.tables, replicates: true });
        expect(reader.isChangedBy(READ)).to.equal(false);
        await reader.delete();
    });

    it("PostgresReplicationRole replicates as a member of rds_replication where that role exists, as on Amazon RDS", async () => {
        await server.rows("CREATE ROLE rds_replication REPLICATION");
        const reader = role();
        await reader.create(READ);
        const [found] = await server.rows(
            "SELECT rolreplication, pg_has_role('materialize', 'rds_replication', 'MEMBER') AS member FROM pg_roles WHERE rolname = 'materialize'",
        );
        expect(found).to.deep.equal({ rolreplication: false, member: true });
        await server.rows("REVOKE rds_replication FROM materialize");
        expect(await reader.refresh()).to.include({ replicates: false });
        await reader.update(READ);
        expect(await reader.refresh()).to.include({ replicates: true });
        await reader.delete();
        await server.rows("DROP ROLE rds_replication");
    });

    it("PostgresReplicationRole refuses a role that exists, and keeps one that owns objects", async () => {
        await server.rows("CREATE ROLE materialize");
        expect(await failure(role().create(READ))).to.equal(
            'the role "materialize" exists already: write create.role: false, and it is used and not changed, or give auth another username',
        );
        await server.rows("DROP ROLE materialize");
        const reader = role();
        await reader.create(READ);
        await server.rows("CREATE TABLE sales.own (id int); ALTER TABLE sales.own OWNER TO materialize");
        const message = await failure(reader.delete());
        expect(message).to.match(
            /cannot be dropped because some objects depend on it \(owner of table sales\.own\).*drop them, or give them/u,
        );
        expect(await server.rows("SELECT id FROM sales.orders", LOGIN), "it is as before").to.have.length(1);
        await server.rows("DROP TABLE sales.own");
        await reader.delete();
    });

    it("PostgresReplicationRole names a slot of Materialize that is left, and waits for it only for a time", async () => {
        await server.rows("SELECT pg_create_logical_replication_slot('materialize_x', 'pgoutput')");
        const reader = role();
        await reader.create(READ);
        await reader.delete();
        expect(reader.said).to.deep.equal([
            "warning: replication slots that nobody reads are left, each of which keeps the server's log: if no source reads them, drop them in the database with SELECT pg_drop_replication_slot('materialize_x')",
        ]);
        await server.rows("SELECT pg_drop_replication_slot('materialize_x')");
    });

    it("errors of the connection name their cause, and no secret", async () => {
        const refused = async (more: Fields): Promise<string> => {
            const one = new Resource("PostgresPublication", { ...server.access(more), ...SECRETS, name: "shop" });
            return failure(one.create({ tables: ALL }));
        };
        const wrong = await refused({ password: "not the password" });
        expect(wrong).to.match(/^PostgreSQL at 127\.0\.0\.1:\d+ refuses the password of create\.admin: correct it$/u);
        expect(await refused({ port: 1 })).to.match(/refuses connections: Pulumi prepares the database from where it runs/u);
        expect(await refused({ database: "nowhere" })).to.match(
            /database "nowhere" does not exist: write the name of the database/u,
        );
        expect(await refused({ sslMode: "require" })).to.match(
            /does not speak TLS: turn TLS on there, or write sslMode: "disable"/u,
        );
        await server.rows("CREATE ROLE poor LOGIN PASSWORD 'p'");
        const poor = await refused({ user: "poor", password: "p" });
        expect(poor).to.match(/permission denied for .*: create\.admin must be a user that owns the tables/u);
        await server.rows("DROP ROLE poor");
    });

    it("a state is of one database: another one is neither changed nor dropped from", async () => {
        const shop = publication();
        await shop.create({ tables: [table("orders")] });
        await server.rows("CREATE DATABASE elsewhere");
        shop.access = { ...server.access({ database: "elsewhere" }), ...SECRETS, name: "shop" };
        expect(await failure(shop.update({ tables: [] }))).to.match(/is another database than that of the state/u);
        shop.access = { ...access, name: "shop" };
        await shop.delete();
        await server.rows("DROP DATABASE elsewhere");
    });

    it("names of tables, publications and roles, and passwords, can be any text", async () => {
        const text = fc.string({ minLength: 1, maxLength: 12, unit: "binary" }).filter(one => !one.includes("\0"));
        const property = fc.asyncProperty(text, text, async (name, password) => {
            const login = `r${name}`;
            await server.rows(`CREATE TABLE ${quoteTable(["sales", name])} (id int)`);
            const shop = new Resource("PostgresPublication", { ...access, name });
            const reader = new Resource("PostgresReplicationRole", { ...access, name: login, password, replicates: true });
            await shop.create({ tables: [["sales", name]] });
            await reader.create({ tables: [["sales", name]] });
            expect(await server.rows("SELECT pubname FROM pg_publication")).to.deep.equal([{ pubname: name }]);
            expect(await server.rows(`SELECT ${quoteText(password)} AS text`)).to.deep.equal([{ text: password }]);
            await reader.delete();
            await shop.delete();
            await server.rows(`DROP TABLE ${quoteTable(["sales", name])}`);
        });
        await fc.assert(property, { numRuns: 5 });
    });
});

describe("a PostgreSQL without logical replication", function () {
    this.timeout(timeLimit("1m"));
    let server: PostgresServer;
    const started: PostgresServer[] = [];

    before(async function () {
        server = await PostgresServer.start(this, { wal_level: "replica" });
        started.push(server);
    });
    after(() => Promise.all(started.map(one => one.stop())));

    it("PostgresPublication refuses it before the first statement", async () => {
        await server.rows("CREATE TABLE orders (id int PRIMARY KEY)");
        const shop = new Resource("PostgresPublication", { ...server.access(), name: "shop" });
        expect(await failure(shop.create({ tables: [["public", "orders"]] }))).to.match(
            /is not ready for logical replication: wal_level is replica: run ALTER SYSTEM SET wal_level = 'logical' there, and restart the server$/u,
        );
        expect(await server.rows("SELECT relreplident AS identity FROM pg_class WHERE relname = 'orders'")).to.deep.equal([
            { identity: "d" },
        ]);
    });
});

describe("the settings of a server of PostgreSQL", () => {
    const GOOD = { wal_level: "logical", max_replication_slots: "10", max_wal_senders: "10", server_version_num: "150018" };
    const problems = (more: Readonly<Record<string, string>>, used = 0): string[] =>
        settingProblems(new Map(Object.entries({ ...GOOD, ...more })), used);

    it("settings with which Materialize reads are right", () => {
        expect(problems({})).to.deep.equal([]);
        expect(problems({ "rds.logical_replication": "on" })).to.deep.equal([]);
    });

    it("on Amazon RDS, the parameter group and the reboot are named", () => {
        expect(problems({ "rds.logical_replication": "off", wal_level: "replica" }).join()).to.match(
            /rds\.logical_replication to 1 in the DB parameter group .* and reboot the instance.*If it is set, the reboot is missing/u,
        );
    });

    it("an old version, used slots and a server without senders are named", () => {
        expect(problems({ server_version_num: "100023" })).to.deep.equal([
            "it is PostgreSQL 10, and Materialize reads 11 and later",
        ]);
        expect(problems({}, 10).join()).to.match(/^all 10 replication slots/u);
        expect(problems({ max_wal_senders: "0" })).to.deep.equal(["max_wal_senders is 0: raise it"]);
    });
});

describe("the names of tables in SQL", () => {
    it("a name in quotes is read as PostgreSQL reads it, and a word in lower case", () => {
        expect(readTable("public.Orders")).to.deep.equal(["public", "orders"]);
        expect(readTable('"Odd.One"."say ""hi"""')).to.deep.equal(["Odd.One", 'say "hi"']);
        for (const text of ["orders", "a.b.c", "a.", '"a.b', "a b.c", "1a.b", "a.b;", ""])
            expect(readTable(text), text).to.equal(undefined);
    });

    it("every name is read back from its quoted form", () => {
        const text = fc.string({ minLength: 1, unit: "binary" }).filter(one => !one.includes("\0"));
        fc.assert(
            fc.property(text, text, (schema, name) => {
                expect(readTable(quoteTable([schema, name]))).to.deep.equal([schema, name]);
            }),
        );
    });
});
