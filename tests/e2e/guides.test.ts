import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { type Config, type Run, Stack } from "./support/stack";
import { ask, kafka, needsLocal, settings, target } from "./support/target";

const examples = resolve(__dirname, "../../examples");

interface Guide {
    readonly folder: string;
    readonly config: Config;
    /** A text of the program, and what stands in its place for a change. */
    readonly change: readonly [string, string];
    /** What the change does, as the engine counts it. */
    readonly counted: RegExp;
    /** Outputs, and what they must look like. */
    readonly outputs: Readonly<Record<string, RegExp>>;
}

const GUIDES: readonly Guide[] = [
    {
        folder: "warpstream",
        config: {
            "warpstream:bootstrapServer": "warpstream.local:9092",
            "warpstream:username": { secret: "ccun_local" },
            "warpstream:password": { secret: "ccp_local" },
        },
        change: ["count(*) AS clicks", "count(*) AS n"],
        counted: /1 replaced/u,
        outputs: { view: /^"materialize"\."public"\."page_activity"$/u },
    },
    {
        folder: "resources",
        config: {
            "kafka:password": { secret: kafka.password },
            "kafka:username": kafka.username,
            "kafka:broker": kafka.broker,
            "kafka:saslBroker": kafka.saslBroker,
            "kafka:bastionHost": "bastion.local",
            "kafka:bastionUser": "materialize",
            "kafka:bastionPort": "22",
            "kafka:validate": "false",
        },
        change: ['comment: "the orders cluster"', 'comment: "the clicks cluster"'],
        counted: /1 updated/u,
        outputs: { source: /"json_source"$/u, publicKeys: /ssh-ed25519 .*ssh-ed25519 /u, egressIps: /"cidr":/u },
    },
];

const ok = (result: Run): Run => {
    if (result.code !== 0) throw new Error(result.output);
    return result;
};

/** What is there that the region was not made with. */
const catalog = (): Promise<Record<string, unknown>[]> =>
    ask(
        "SELECT name FROM mz_objects WHERE id LIKE 'u%' AND schema_id IN (SELECT id FROM mz_schemas WHERE id LIKE 'u%') UNION ALL SELECT name FROM mz_clusters WHERE id LIKE 'u%' AND name <> 'quickstart'",
    );

describe("the guides, as they stand", function () {
    this.timeout("5m");

    for (const { folder, config, change, counted, outputs } of GUIDES) {
        describe(folder, () => {
            const program = readFileSync(join(examples, folder, "index.ts"), "utf8");
            const stack = new Stack(folder);
            before(async function () {
                await needsLocal(this);
                await (await target()).local?.reset();
                stack.write("Pulumi.yaml", `name: ${folder}\nruntime: nodejs\nmain: index.ts\n`).write("index.ts", program);
                await stack.configure({ ...(await settings()), ...config });
            });
            after(() => {
                stack.remove();
            });

            it("comes up, and gives its outputs", async () => {
                ok(await stack.up());
                const given = await stack.outputs();
                for (const [output, pattern] of Object.entries(outputs)) {
                    const value = given[output];
                    expect(typeof value === "string" ? value : JSON.stringify(value), output).to.match(pattern);
                }
            });

            it("shows no change on the second up, nor after a refresh", async () => {
                expect(ok(await stack.up()).output).not.to.match(/updated|replaced|created|to update/u);
                ok(await stack.refresh());
                expect(ok(await stack.preview()).output).not.to.match(/to update|to replace|to create|to delete/u);
            });

            it("takes a change", async () => {
                expect(program).to.contain(change[0]);
                stack.write("index.ts", program.replace(...change));
                expect(ok(await stack.up()).output).to.match(counted);
            });

            it("goes away, and leaves an empty catalog", async () => {
                ok(await stack.destroy());
                expect(await catalog()).to.deep.equal([]);
            });
        });
    }
});
