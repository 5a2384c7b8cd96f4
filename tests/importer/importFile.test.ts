import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { writeImportFile } from "../../importer";
import { importOptions } from "../../importer/options";
import { resetEnvironment } from "../changes/support";
import { type Configuration, Program, removePrograms } from "../doctor/support";
import { type Server, timeLimit } from "../server";

interface Resource {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly provider?: string;
}

interface Written {
    readonly report: string;
    readonly file: { readonly nameTable?: object; readonly resources: readonly Resource[] };
}

/** A catalog in which a topic, schemas and objects share a name, with what cannot be imported. */
const SETUP = [
    "CREATE ROLE team",
    "GRANT team TO materialize",
    "CREATE SCHEMA clicks",
    "CREATE SECRET password AS 'hunter2'",
    "CREATE CONNECTION kafka TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE VIEW late AS SELECT 1 AS a",
    "CREATE SOURCE clicks.txt IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt')",
    "CREATE TABLE clicks.clicks FROM SOURCE clicks.txt (REFERENCE txt) FORMAT TEXT",
    "CREATE VIEW clicks AS SELECT * FROM clicks.clicks",
    "CREATE VIEW early AS SELECT a FROM late",
    "CREATE INDEX by_text IN CLUSTER quickstart ON clicks (text)",
    "ALTER VIEW early OWNER TO team",
    "CREATE SOURCE old IN CLUSTER quickstart FROM KAFKA CONNECTION kafka (TOPIC 'txt') FORMAT TEXT",
];

describe("the command import", function () {
    this.timeout(timeLimit("60s"));
    let server: Server;
    before(async () => {
        server = await resetEnvironment(SETUP);
    });
    after(removePrograms);

    const configuration = (): Configuration => ({
        "materialize:host": { value: server.host },
        "materialize:port": { value: String(server.port) },
        "materialize:sslmode": { value: "disable" },
    });

    async function write(args: readonly string[] = [], program = Program.complete(configuration())): Promise<Written> {
        const report = await writeImportFile(program.machine(), importOptions(args));
        const file = JSON.parse(readFileSync(join(program.folder, "import.json"), "utf8")) as Written["file"];
        return { report, file };
    }

    const names = ({ file }: Written): string[] => file.resources.map(({ name }) => name);

    it("the file has every object of the users, each after those that it needs", async () => {
        const written = await write();
        expect(names(written)).to.have.members([
            ...["team_role", "clicks_schema", "password", "kafka", "late", "clicks_txt", "clicks_clicks", "clicks", "early"],
            ...["by_text", "old"],
        ]);
        const at = (name: string): number => names(written).indexOf(name);
        for (const [needed, dependant] of [
            ["team_role", "early"],
            ["clicks_schema", "clicks_txt"],
            ["kafka", "clicks_txt"],
            ["clicks_txt", "clicks_clicks"],
            ["clicks_clicks", "clicks"],
            ["clicks", "by_text"],
            ["late", "early"],
        ] as const)
            expect(at(needed), `${needed} before ${dependant}`).to.be.within(0, at(dependant));
        expect(written.file.resources.find(({ name }) => name === "clicks_clicks")).to.deep.equal({
            type: "materialize:index:SourceTable",
            name: "clicks_clicks",
            id: '"materialize"."clicks"."clicks"',
        });
    });

    it("the report names what is left out with the reason, the values that cannot be read, and what to run", async () => {
        const { report, file } = await write();
        expect(report)
            .to.contain("import.json has 11 objects")
            .and.to.contain('source "materialize"."public"."old_progress": a progress relation or subsource')
            .and.to.contain('cluster-replica "quickstart"."r1": a replica of a managed cluster')
            .and.to.contain('database "materialize": every environment has it')
            .and.to.contain('role "materialize": the role of this session')
            .and.to.contain("Secret password: value")
            .and.to.contain("pulumi import --file import.json --protect=false");
        expect(JSON.stringify(file) + report).not.to.contain("hunter2");
    });

    it("a database, a schema, an owner and patterns select the objects", async () => {
        expect(names(await write(["--schema", "clicks"]))).to.have.members(["clicks_schema", "clicks_txt", "clicks_clicks"]);
        expect(names(await write(["--owner", "team"]))).to.deep.equal(["early"]);
        expect(names(await write(["--exclude", "materialize.clicks*", "--exclude", "l*te"]))).to.have.members([
            ...["team_role", "password", "kafka", "clicks", "early", "by_text", "old"],
        ]);
        const other = await write(["--database", "other"]).then(String, String);
        expect(other).to.contain("the catalog has no object to import");
    });

    it("the number of queries does not depend on the number of objects, and none of them changes anything", async () => {
        const count = async (): Promise<number> => {
            const start = server.log.entries.length;
            await write();
            const sent = server.log.entries.slice(start).map(({ sql }) => sql);
            expect(sent.filter(sql => !/^(?:SELECT|SHOW)\b/u.test(sql.trim()))).to.deep.equal([]);
            return sent.length;
        };
        const before = await count();
        server = await resetEnvironment([
            ...SETUP,
            ...Array.from({ length: 100 }, (_, at) => `CREATE VIEW v${String(at)} AS SELECT 1`),
        ]);
        expect(await count()).to.equal(before);
    });

    it("a provider of the stack is named in the file, and one that does not exist is refused", async () => {
        const urn = "urn:pulumi:dev::shop::pulumi:providers:materialize::eu";
        const state = JSON.stringify({ deployment: { resources: [{ type: "pulumi:providers:materialize", urn }] } });
        const program = Program.complete().tool(
            "pulumi",
            `case "$1" in version) echo v3.259.0 ;; stack) echo '${state}' ;; config) echo '${JSON.stringify(configuration())}' ;; esac`,
        );
        const { file } = await write(["--provider", "eu"], program);
        expect(file.nameTable).to.deep.equal({ eu: urn });
        expect(new Set(file.resources.map(({ provider }) => provider))).to.deep.equal(new Set(["eu"]));
        const missing = await write(["--provider", "us"], program).then(String, String);
        expect(missing).to.contain("the stack has no provider us of the package materialize: declare it");
    });

    it("an older Pulumi, unknown arguments, and a folder without settings are refused", async () => {
        const refusal = (program: Program): Promise<string> => write([], program).then(String, String);
        expect(await refusal(Program.complete(configuration()).pulumi("v3.253.0", configuration()))).to.contain(
            "the import needs Pulumi 3.254.0 or newer, and this is v3.253.0: install it (https://www.pulumi.com/docs/install)",
        );
        expect(await refusal(new Program())).to.contain("`pulumi version` does not run: install it");
        expect(await refusal(Program.complete({ error: "error: no stack selected" }))).to.contain(
            "the configuration of the stack: no stack is selected. Run `pulumi stack select`",
        );
        expect(() => importOptions(["--databse", "x"])).to.throw("--databse");
    });
});
