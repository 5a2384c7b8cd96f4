import { expect } from "chai";
import { type LocalServer, skip, startLocal } from "../server";
import { Evidence } from "./support/evidence";
import { configFor } from "./support/server";
import { Stack } from "./support/stack";

/** Secret values that occur nowhere else. */
const SECRETS: Readonly<Record<string, string>> = {
    login: "login-3f1d9a-of-materialize",
    value: 'it\'s "value" 3f1d9b \\ of a secret',
    changed: 'it\'s "changed" 3f1d9c \\ of a secret',
    username: String.raw`user'na"me-3f1d9d (.*)+[x]$ \ in sasl`,
    broker: "broker-3f1d9e.example.invalid:9092",
    topic: "progress-3f1d9f-topic",
    comment: "comment-3f1da0-on-a-secret",
    query: "query-3f1da1 (.*)+[x]$ constant",
    zone: `zone-3f1da6 it's "the" (.*)+[x]$ item of a list`,
    grantee: 'grantee-3f1da7 "the" (.*)+[x]$ role',
    endpoint: "https://endpoint-3f1da8.example.invalid",
    role: "role-3f1da2-password",
    key: "AKIA3F1DA3OFAWSACCESS",
};

/** Objects that the server or the preview refuses, and a part of the message. */
const REFUSED: Readonly<Record<string, string>> = {
    role: "attributes is not supported in this environment",
    link: "invalid AWS PrivateLink availability zone",
    grant: "unknown role",
    owned: "unknown role",
    iceberg: "credential takes a Secret",
    nonsense: "unknown catalog item",
};

const PROGRAM = `
const of = name => pulumi.secret(config.requireObject("secrets")[name]);
const mode = config.require("mode");
const place = { schema: new materialize.Schema("place", { name: mode === "replaced" ? "elsewhere" : "place" }) };
const password = new materialize.Secret("password", { ...place, value: mode === "made" ? of("value") : of("changed"), comment: of("comment") });
const name = mode === "replaced" ? "kafka2" : "kafka";
new materialize.KafkaConnection("kafka", {
    ...place,
    name,
    brokers: [of("broker")],
    sasl: { mechanism: "PLAIN", username: of("username"), password },
    progressTopic: of("topic"),
    validate: mode.startsWith("refused"),
});
new materialize.AwsConnection("aws", { ...place, accessKeyId: of("key"), secretAccessKey: password, endpoint: of("endpoint"), validate: mode.startsWith("refused") });
new materialize.MaterializedView("view", { ...place, cluster: "quickstart", query: pulumi.interpolate\`SELECT '\${of("query")}' AS c, '\${mode}' AS d\` });
const refused = {
    role: () => new materialize.Role("role", { login: true, password: of("role") }),
    link: () => new materialize.AwsPrivatelinkConnection("link", { ...place, serviceName: "com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc", availabilityZones: ["use1-az1", of("zone")] }),
    grant: () => new materialize.Grant("grant", { role: of("grantee"), on: { secret: password }, privileges: ["USAGE"] }),
    owned: () => new materialize.Secret("owned", { ...place, value: of("value"), owner: of("grantee") }),
    iceberg: () => new materialize.IcebergCatalogConnection("iceberg", { ...place, catalogType: "rest", url: of("endpoint"), credential: of("value") }),
    nonsense: () => new materialize.View("nonsense", { ...place, query: pulumi.interpolate\`SELECT "\${of("query")}" FROM "\${of("query")}"\` }),
};
refused[mode.replace("refused ", "")]?.();`;

describe("secrets in logs and state", function () {
    this.timeout("10m");
    const stack = new Stack("leaks").program(PROGRAM);
    const evidence = new Evidence(stack);
    const previewed = new Set<string>();
    let local: LocalServer;

    before(async () => {
        local = await startLocal({ users: { materialize: SECRETS.login ?? "" } });
        await stack.configure({
            ...configFor(local),
            "materialize:password": { secret: SECRETS.login ?? "" },
            "materialize:connectWithin": "2",
            "leaks:secrets": { secret: JSON.stringify(SECRETS) },
        });
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    /** Runs `up` and searches the state. */
    async function up(mode: string): Promise<{ code: number; output: string }> {
        await stack.configure({ "leaks:mode": mode });
        // The preview of what only the server refuses is that of another mode.
        if (!previewed.has(mode) && (!mode.startsWith("refused ") || mode === "refused iceberg"))
            await evidence.pulumi("preview", "--diff", "--show-full-output", "--show-replacement-steps", "--show-reads");
        if (previewed.size === 0) await evidence.pulumi("preview", "--json");
        previewed.add(mode);
        // The program continues on errors, so that the other resources are tried too.
        const result = await evidence.pulumi(
            "up",
            "--yes",
            "--skip-preview",
            "--diff",
            "--show-full-output",
            "--continue-on-error",
        );
        await evidence.collectState();
        return result;
    }

    /** Checks that no secret is found anywhere. Encrypted secrets of the state do not count. */
    function expectNoSecrets(): void {
        for (const [name, text] of Object.entries(SECRETS)) expect(evidence.findings(text), name).to.deep.equal([]);
    }

    it("No secret is written in clear text when resources are created", async () => {
        const { code, output } = await up("made");
        expect(code, output).to.equal(0);
        expect(local.log.entries.filter(({ sql }) => sql.includes(SECRETS.topic ?? "?"))).to.have.length(1);
        expectNoSecrets();
    });

    it("No secret is written in clear text when secrets change", async () => {
        const { code, output } = await up("changed");
        expect(code, output).to.equal(0);
        expectNoSecrets();
    });

    // One object for each up: a program ends at the first error, before it registers what comes after.
    for (const [object, message] of Object.entries(REFUSED))
        it(`No secret is written in clear text when the server refuses ${object}`, async () => {
            const { code, output } = await up(`refused ${object}`);
            expect(code, output).not.to.equal(0);
            expect(output).to.contain(message);
            expectNoSecrets();
        });

    it("No secret is written in clear text when the connection is lost", async () => {
        await up("changed");
        for (const when of ["before", "during", "after"] as const) local.faults.hangUp(when, /^ALTER SECRET/u);
        await up("made");
        local.faults.clear();
        await up("made");
        expectNoSecrets();
    });

    it("No secret is written in clear text when resources with secrets are replaced, read or dropped", async () => {
        for (const mode of ["changed", "replaced"]) {
            const { code, output } = await up(mode);
            expect(code, output).to.equal(0);
        }
        await evidence.pulumi("refresh", "--yes", "--skip-preview", "--diff");
        await stack.configure({ "materialize:password": { secret: "wrong-3f1da4" } });
        expect((await evidence.pulumi("up", "--yes", "--skip-preview")).code).to.equal(0);
        await stack.configure({ "leaks:mode": "made" });
        expect((await evidence.pulumi("up", "--yes", "--skip-preview")).output).to.contain("with this password");
        expect((await evidence.pulumi("destroy", "--yes", "--skip-preview")).output).to.contain("with this password");
        await stack.configure({ "materialize:password": { secret: SECRETS.login ?? "" } });
        const { code, output } = await evidence.pulumi("destroy", "--yes", "--skip-preview", "--run-program");
        expect(code, output).to.equal(0);
        expectNoSecrets();
        expect(evidence.findings("wrong-3f1da4")).to.deep.equal([]);
    });

    it("The test finds a secret in each of the places that it searches", async function () {
        const text = "planted-3f1da5-secret";
        const planted = new Stack("planted").program(`console.log("${text}");`);
        const plantedEvidence = new Evidence(planted);
        await planted.configure({ "planted:x": "y" });
        await plantedEvidence.pulumi("preview", "--message", text);
        const found = plantedEvidence.findings(text).map(finding => finding.split(":", 1)[0]);
        planted.remove();
        expect(found).to.include.members(["printed output", "files"]);
        if (process.platform !== "linux") skip(this, "reads /proc, which only Linux has");
        expect(found).to.include("process arguments");
    });
});
