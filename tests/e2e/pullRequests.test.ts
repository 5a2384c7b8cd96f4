import { cpSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { type LocalServer, startLocal, timeLimit } from "../server";
import { queryAt } from "./support/server";
import { ok, type Run, run, Stack } from "./support/stack";

const EXAMPLE = resolve(__dirname, "../../examples/pull-requests");
const WORKFLOWS = join(EXAMPLE, ".github/workflows");

interface Step {
    readonly uses?: string;
    readonly run?: string;
    readonly id?: string;
    readonly with?: Readonly<Record<string, unknown>>;
}

interface Job {
    readonly env: Readonly<Record<string, string>>;
    readonly steps: readonly Step[];
}

const textOf = (file: string): string => readFileSync(join(WORKFLOWS, file), "utf8");

function jobOf(name: string): Job {
    const { jobs } = parse(textOf(`${name}.yml`)) as { jobs: Readonly<Record<string, Job>> };
    const job = jobs[name];
    if (job === undefined) throw new Error(name);
    return job;
}

/** The command that the action runs according to its documentation; `up` needs no confirmation. */
function commandOf({ steps }: Job): string[] {
    const { command, diff } = steps.find(({ uses }) => uses?.startsWith("pulumi/actions@") === true)?.with ?? {};
    return [String(command), "--stack", "dev", ...(diff === true ? ["--diff"] : []), ...(command === "up" ? ["--yes"] : [])];
}

const USER = { mechanisms: ["SCRAM-SHA-512"], user: "materialize", password: "hunter2" };
const WORLD = {
    listeners: [{ address: "kafka.dev.example.com:9096", protocol: "SASL_SSL", users: [USER] }],
    topics: { orders: { messages: [{ value: '{"item": "tea"}' }] } },
} as const;

/** The users in the README: one that can create all objects, and one that can only connect. */
const USERS = (/^```sql\n(?<sql>[^]*?)^```$/mu.exec(readFileSync(join(EXAMPLE, "README.md"), "utf8"))?.groups?.sql ?? "")
    .split(";")
    .filter(statement => statement.trim() !== "");

describe("examples/pull-requests", function () {
    this.timeout(timeLimit("3m"));
    let local: LocalServer;
    const stack = new Stack("pull-requests");

    const ask = (...statements: readonly string[]) =>
        queryAt({ host: local.host, port: local.port, user: "mz_system", database: "materialize" }, ...statements);

    const environment = ({ env }: Job): NodeJS.ProcessEnv => ({
        MZ_HOST: local.host,
        MZ_PORT: String(local.port),
        MZ_USER: env.MZ_USER,
        STACK: "dev",
    });

    const runJob = (name: string): Promise<Run> => stack.pulumi(commandOf(jobOf(name)), environment(jobOf(name)));

    /** Runs the nightly step with the shell that GitHub uses. */
    const runDriftStep = (): Promise<Run> => {
        const job = jobOf("drift");
        const script = job.steps.find(({ id }) => id === "drift")?.run ?? "";
        const env = { ...stack.environment(), ...environment(job) };
        return run("bash", ["--noprofile", "--norc", "-eo", "pipefail", "-c", script], stack.folder, env);
    };

    before(async () => {
        local = await startLocal();
        local.world.change(WORLD);
        await ask(...USERS);
        for (const file of ["Pulumi.yaml", "Pulumi.dev.yaml", "index.ts"]) cpSync(join(EXAMPLE, file), join(stack.folder, file));
        await stack.mustRun(["stack", "init", "dev"]);
        await stack.mustRun(["config", "set", "--stack", "dev", "--secret", "password", "hunter2"]);
        await stack.mustRun(["config", "set", "--stack", "dev", "pipeline", "pipeline"]);
    });
    after(async () => {
        stack.remove();
        await local.close();
    });

    it("The workflow previews as the user that can only read, and runs up as the user that can create", async () => {
        const preview = ok(await runJob("preview")).output;
        expect(preview)
            .to.match(/\+ 7 to create/u)
            .and.not.to.contain("hunter2");
        expect(local.log.entries.filter(({ user }) => user === "reader" || user === "pipeline")).to.be.empty;
        expect(ok(await runJob("up")).output).to.match(/\+ 7 created/u);
    });

    it("The nightly job succeeds without drift, and reports what another client changed", async () => {
        ok(await runDriftStep());
        await ask("ALTER CONNECTION kafka SET (BROKER 'elsewhere:9096') WITH (VALIDATE = false)");
        const { code, output } = await runDriftStep();
        expect(code).not.to.equal(0);
        expect(output).to.contain('~ [0]: "elsewhere:9096" => "kafka.dev.example.com:9096"');
        expect(readFileSync(join(stack.folder, "drift.txt"), "utf8")).to.equal(output);
    });
});
