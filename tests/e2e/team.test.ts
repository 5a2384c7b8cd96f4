import { cpSync, mkdirSync, renameSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { timeLimit } from "../server";
import { ok, run, Stack } from "./support/stack";
import { query, kafka, settings } from "./support/testServer";

const root = resolve(__dirname, "../..");
const compiler = join(createRequire(__filename).resolve("typescript"), "../../bin/tsc");

/** A version of Pulumi that differs from the repository's. */
const OTHER_PULUMI = "3.258.0";

/** A program that uses the team's package and this package. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const team = require("team-kafka");
const config = new pulumi.Config();
const materialize = config.getBoolean("onlyTeam") ? team : require("pulumi-materialize");
const prefix = config.require("prefix");
const home = new team.Schema(prefix);
const password = new materialize.Secret(prefix + "_password", { value: config.requireSecret("password"), schema: home });
const pipeline = new team.Pipeline(prefix, { broker: pulumi.output(${JSON.stringify(kafka.saslBroker)}), password }, { dependsOn: password });
const group = new pulumi.ComponentResource("program:index:Group", prefix);
new materialize.MaterializedView(prefix + "_views", {
    cluster: "quickstart",
    query: pulumi.interpolate\`SELECT count(*) AS n FROM \${pipeline.kafka.sources.events.qualifiedName}\`,
}, { parent: pipeline });
const other = new team.OurKafka(prefix + "_other", { broker: pipeline.kafka.connection.name.apply(() => ${JSON.stringify(kafka.saslBroker)}), password: config.requireSecret("password") }, { parent: group });
if (materialize !== team) {
    const pulumis = ["pulumi-materialize", "team-kafka"].map(name => require.resolve("@pulumi/pulumi", { paths: [require.resolve(name)] }));
    exports.pulumis = new Set(pulumis).size;
}
exports.same = team.Secret === materialize.Secret;
exports.other = other.connection.qualifiedName;
`;

/** Packs a folder with npm and returns the path of the archive. */
async function packFolder(folder: string, into: string): Promise<string> {
    const { output } = ok(await run("npm", ["pack", "--ignore-scripts", "--pack-destination", into], folder));
    const name = /\S+\.tgz/u.exec(output.trim().split("\n").at(-1) ?? "")?.[0];
    return join(into, name ?? expect.fail(output));
}

describe("a package of a team", function () {
    this.timeout(timeLimit("5m"));
    const stack = new Stack("team", false);
    const prefix = `e2e_team_${String(process.pid)}`;
    const modules = join(stack.folder, "node_modules");
    const teamFolder = join(modules, "team-kafka");
    const packageFolder = join(modules, "pulumi-materialize");

    /** Compiles and packs the team's package as the team would, with both packages installed. */
    async function packTeamPackage(): Promise<string> {
        const folder = join(stack.folder, "team");
        mkdirSync(join(folder, "node_modules"), { recursive: true });
        cpSync(join(__dirname, "team", "index.ts"), join(folder, "index.ts"));
        symlinkSync(root, join(folder, "node_modules", "pulumi-materialize"));
        symlinkSync(join(root, "node_modules", "@pulumi"), join(folder, "node_modules", "@pulumi"));
        const options = ["--strict", "--exactOptionalPropertyTypes", "--declaration", "--skipLibCheck", "--target", "es2022"];
        ok(
            await run(
                process.execPath,
                [compiler, ...options, "--module", "node16", "--moduleResolution", "node16", "index.ts"],
                folder,
            ),
        );
        const peers = { "pulumi-materialize": "^0.1.0", "@pulumi/pulumi": "^3.220.0" };
        const description = { name: "team-kafka", version: "1.0.0", files: ["index.js", "index.d.ts"], peerDependencies: peers };
        stack.write("team/package.json", JSON.stringify(description));
        return packFolder(folder, stack.folder);
    }

    before(async () => {
        const dependencies = {
            "@pulumi/pulumi": OTHER_PULUMI,
            "pulumi-materialize": `file:${await packFolder(root, stack.folder)}`,
            "team-kafka": `file:${await packTeamPackage()}`,
        };
        stack.write("package.json", JSON.stringify({ name: "team", private: true, dependencies })).write("index.js", PROGRAM);
        const quietly = ["--legacy-peer-deps", "--prefer-offline", "--no-audit", "--no-fund", "--loglevel", "error"];
        ok(await run("npm", ["install", ...quietly], stack.folder));
        // This package uses the repository's version of Pulumi; the program and the team's package use the other version.
        mkdirSync(join(packageFolder, "node_modules"), { recursive: true });
        symlinkSync(join(root, "node_modules", "@pulumi"), join(packageFolder, "node_modules", "@pulumi"));
        await stack.configure({ ...(await settings()), "team:prefix": prefix, "team:password": { secret: kafka.password } });
    });
    after(() => {
        stack.remove();
    });

    const objectNames = (): Promise<Record<string, unknown>[]> =>
        query(
            "SELECT name FROM mz_objects WHERE starts_with(name, $1) AND type IN ('secret', 'connection', 'source') ORDER BY 1",
            [prefix],
        );

    it("A program with another version of Pulumi uses the team's package, and a second up changes nothing", async () => {
        ok(await stack.up());
        expect(await stack.outputs()).to.include({ pulumis: 2, same: true });
        ok(await stack.preview("--expect-no-changes"));
        expect((await objectNames()).map(({ name }) => String(name).slice(prefix.length))).to.include.members([
            "_kafka",
            "_other_kafka",
            "_events",
        ]);
    });

    it("A team's package with its own copy of this package changes nothing, and its resources refer to those of the program", async () => {
        cpSync(packageFolder, join(teamFolder, "node_modules", "pulumi-materialize"), {
            recursive: true,
            verbatimSymlinks: true,
        });
        ok(await stack.preview("--expect-no-changes"));
        ok(await stack.destroy());
        ok(await stack.up());
        expect(await stack.outputs()).to.include({ pulumis: 2, same: false });
        ok(await stack.preview("--expect-no-changes"));
    });

    it("A program that cannot resolve this package gets an error of one line", async () => {
        await stack.configure({ "team:onlyTeam": "true" });
        renameSync(packageFolder, join(stack.folder, "hidden"));
        const { output } = await stack.preview();
        renameSync(join(stack.folder, "hidden"), packageFolder);
        expect(output.match(/^.*error: .*$/gmu), output).to.have.length(1);
        expect(output)
            .to.match(/error: .*pulumi-materialize is not a dependency of the program, from whose folder Pulumi loads it/u)
            .and.not.to.match(/^\s+at /mu);
    });

    it("A destroy drops the objects of the team's package", async () => {
        ok(await stack.destroy());
        expect(await objectNames()).to.be.empty;
    });
});
