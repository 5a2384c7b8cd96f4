import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { changeCounts, JoinedStack, ok, world } from "./support";

const [SHOP, ERP] = ["shop.abc.us-east-1.rds.amazonaws.com", "erp.cluster-abc.us-east-1.rds.amazonaws.com"];

const PROGRAM = `
const auth = { username: "materialize", password: config.requireSecret("password") };
const common = { auth, sslMode: "disable", publication: "mz_source", cluster: "quickstart" };
const shop = new materialize.PostgresIngestion("shop", {
    ...common,
    database: { rds: { instance: "shop", name: "shop" } },
    network: { privateLink: {} },
    tables: { orders: { reference: ["public", "orders"] } },
});
const erp = new materialize.PostgresIngestion("erp", {
    ...common,
    database: { rds: { cluster: "erp", name: "shop" } },
    network: { sshBastion: { subnetId: "subnet-public-a" } },
    tables: { erp_orders: { reference: ["public", "orders"] } },
});
exports.statements = shop.upstreamStatements;`;

/** Resolves the names of a file, as DNS does, in the processes of the engine. */
const NAMES = `
const { readFileSync } = require("node:fs");
const promises = require("node:dns/promises");
const { lookup } = promises;
promises.lookup = async (name, options) => {
    const address = JSON.parse(readFileSync(__dirname + "/names.json", "utf8"))[name];
    return address === undefined ? lookup(name, options) : { address, family: 4 };
};`;

const database = (identifier: string, host: string, more: object) => ({
    ...{ identifier, host, port: 5432, subnetGroup: "private", subnetIds: ["subnet-a", "subnet-b"] },
    ...{ securityGroups: ["sg-db"], subnetId: "subnet-a", ip: "10.0.1.60", engine: "postgres", ...more },
});

const upstream = (host: string) => ({
    ...{ type: "postgres" as const, address: `${host}:5432`, database: "shop", users: ["materialize"] },
    setup: [
        "CREATE TABLE orders (id int PRIMARY KEY, item text)",
        "ALTER TABLE orders REPLICA IDENTITY FULL",
        `INSERT INTO orders VALUES (1, '${host}')`,
        "CREATE PUBLICATION mz_source FOR TABLE orders",
    ],
});

describe("databases of Amazon RDS with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    const setNames = (names: Readonly<Record<string, string>>): void => {
        writeFileSync(join(joined.stack.folder, "names.json"), JSON.stringify(names));
    };
    const target = (): unknown => joined.aws.world.all("attachment").map(({ props }) => props.targetId);

    before(async () => {
        const databases = [
            database("shop", SHOP, {}),
            database("erp", ERP, { isCluster: true, engine: "aurora-postgresql", ip: "10.0.2.70", subnetId: "subnet-b" }),
        ];
        const securityGroups = [{ id: "sg-db", vpcId: "vpc-main", name: "db" }];
        const settings = { enable_create_table_from_source: "on" };
        joined = await JoinedStack.start("databases", PROGRAM, { world: world([], { databases, securityGroups }) }, { settings });
        joined.materialize.world.change({ databases: [upstream(SHOP), upstream(ERP)] });
        joined.stack.write("resolve.js", NAMES);
        joined.stack.env = { ...joined.stack.env, NODE_OPTIONS: `--require=${join(joined.stack.folder, "resolve.js")}` };
        await joined.stack.configure({ "databases:password": { secret: "hunter2" } });
        setNames({ [SHOP]: "10.0.1.60" });
    });
    after(() => joined.close());

    it("one up reads databases of Amazon RDS over PrivateLink and over a bastion", async () => {
        ok(await joined.stack.up());
        expect(await joined.query("SELECT id, item FROM orders")).to.deep.equal([{ id: 1, item: SHOP }]);
        expect(await joined.query("SELECT id, item FROM erp_orders")).to.deep.equal([{ id: 1, item: ERP }]);
        expect(target()).to.deep.equal(["10.0.1.60"]);
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("after a failover, an up moves the target and changes nothing else", async () => {
        const [instance] = joined.aws.world.all("database", ({ identifier }) => identifier === "shop");
        if (instance) joined.aws.world.change(instance, { ip: "10.0.2.61", subnetId: "subnet-b" });
        const statements = Date.now();
        expect(await joined.query("VALIDATE CONNECTION shop_postgres").catch(String), "the target is the old address").to.contain(
            "error connecting to server",
        );
        setNames({ [SHOP]: "10.0.2.61" });
        const result = ok(await joined.stack.up());
        expect(result.output).to.contain("the DB instance shop has moved from 10.0.1.60 to 10.0.2.61");
        expect(changeCounts(result)).to.deep.equal({ update: 3, replace: 1 });
        expect(target()).to.deep.equal(["10.0.2.61"]);
        expect(joined.changeStatements(statements).filter(({ sql }) => !sql.startsWith("VALIDATE"))).to.deep.equal([]);
        await joined.query("VALIDATE CONNECTION shop_postgres");
        ok(await joined.stack.preview("--expect-no-changes"));
    });

    it("one destroy removes the networks and the sources", async () => {
        ok(await joined.stack.destroy());
        expect(joined.createdEntities(["loadBalancer", "targetGroup", "endpointService", "securityGroup", "instance", "address"]))
            .to.be.empty;
        expect(await joined.query("SELECT name FROM mz_sources WHERE id LIKE 'u%'")).to.be.empty;
    });
});
