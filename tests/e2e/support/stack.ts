import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";
import { RunningCommand } from "./runningCommand";

const root = resolve(__dirname, "../../..");

/** The output of a command of the engine. */
export interface Run {
    readonly code: number;
    readonly output: string;
}

/** A resource in the state. */
export interface StateResource {
    readonly urn: string;
    readonly type: string;
    readonly id: string;
    readonly parent?: string;
    readonly inputs: Record<string, unknown>;
    readonly outputs: Record<string, unknown>;
    /** The URNs of the resources on which it depends. */
    readonly dependencies?: readonly string[];
}

/** A configuration value of the stack. Secret values are encrypted. */
export type Config = Readonly<Record<string, string | { secret: string }>>;

/** A program and its stack for the real engine, in a separate folder. */
export class Stack {
    readonly folder = mkdtempSync(join(tmpdir(), "stack-"));
    private config: Config = {};
    /** Additional environment variables of its commands. */
    env: NodeJS.ProcessEnv = {};

    /** Set `linkPackages` to false if the program installs its packages itself. */
    constructor(
        readonly name: string,
        linkPackages = true,
    ) {
        for (const folder of ["state", "home"]) mkdirSync(join(this.folder, folder));
        if (linkPackages) this.linkDependencies();
        this.write("Pulumi.yaml", `name: ${name}\nruntime: nodejs\nmain: index.js\n`);
        this.write("package.json", JSON.stringify({ name, private: true }));
    }

    /** Writes the program, which can use `pulumi`, `materialize` and `config`. */
    program(body: string): this {
        return this.write(
            "index.js",
            `const pulumi = require("@pulumi/pulumi");\nconst materialize = require("pulumi-materialize");\nconst config = new pulumi.Config();\n${body}\n`,
        );
    }

    /** Names the provider plugin in Pulumi.yaml, as docs/plugin.md does. */
    usePlugin(): this {
        const project = readFileSync(join(this.folder, "Pulumi.yaml"), "utf8");
        const list = project.includes("plugins:") ? "" : "plugins:\n  providers:\n";
        const plugin = "    - name: materialize\n      path: node_modules/pulumi-materialize/dist/plugin\n";
        return this.write("Pulumi.yaml", `${project}${list}${plugin}`);
    }

    write(file: string, text: string): this {
        writeFileSync(join(this.folder, file), text);
        return this;
    }

    async configure(config: Config): Promise<this> {
        this.config = { ...this.config, ...config };
        if (!readdirSync(this.folder).includes("Pulumi.test.yaml")) await this.mustRun(["stack", "init", "test"]);
        const entries = Object.entries(this.config);
        const plain = entries.flatMap(([key, value]) => (typeof value === "string" ? ["--plaintext", `${key}=${value}`] : []));
        const secret = entries.flatMap(([key, value]) =>
            typeof value === "string" ? [] : ["--secret", `${key}=${value.secret}`],
        );
        await this.mustRun(["config", "set-all", "--stack", "test", ...plain, ...secret]);
        return this;
    }

    up = (...args: string[]): Promise<Run> => this.pulumi(["up", "--yes", "--skip-preview", "--diff", ...args]);
    preview = (...args: string[]): Promise<Run> => this.pulumi(["preview", "--diff", "--show-full-output", ...args]);
    refresh = (...args: string[]): Promise<Run> => this.pulumi(["refresh", "--yes", "--skip-preview", ...args]);
    destroy = (...args: string[]): Promise<Run> => this.pulumi(["destroy", "--yes", "--skip-preview", ...args]);

    /** Returns the state with encrypted secrets. */
    async state(): Promise<StateResource[]> {
        const text = (await this.mustRun(["stack", "export", "--stack", "test"])).output;
        const { deployment } = JSON.parse(text.slice(text.indexOf("{"))) as { deployment: { resources?: StateResource[] } };
        return deployment.resources ?? [];
    }

    async outputs(): Promise<Record<string, unknown>> {
        const { output } = await this.mustRun(["stack", "output", "--json", "--show-secrets", "--stack", "test"]);
        return JSON.parse(output) as Record<string, unknown>;
    }

    /** Returns everything that the engine has written into the folder of the stack. */
    writtenText(): string {
        const all = readdirSync(this.folder, { recursive: true, withFileTypes: true });
        const files = all.filter(entry => entry.isFile() && !entry.parentPath.includes("node_modules"));
        return files.map(entry => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n");
    }

    remove(): void {
        rmSync(this.folder, { recursive: true, force: true });
    }

    /** Runs a command of the engine. `env` overrides environment variables. */
    pulumi(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Run> {
        return run("pulumi", [...args, "--non-interactive", "--color", "never"], this.folder, { ...this.environment(), ...env });
    }

    /** Starts a command of the engine that the test can interrupt. */
    start(args: readonly string[]): RunningCommand {
        return new RunningCommand(this.folder, args, this.environment());
    }

    /** Runs a command that must succeed. */
    async mustRun(args: readonly string[]): Promise<Run> {
        const result = await this.pulumi(args);
        if (result.code !== 0) throw new Error(`pulumi ${args.join(" ")}:\n${result.output}`);
        return result;
    }

    environment(): NodeJS.ProcessEnv {
        const plugin = join(root, "node_modules", "@pulumi", "pulumi");
        const hidden = Object.fromEntries(
            Object.keys(process.env).flatMap(key => (/^(?:MZ_|MATERIALIZE_URL)/u.test(key) ? [[key, undefined]] : [])),
        );
        return {
            ...process.env,
            ...hidden,
            PATH: [process.env.PATH, plugin].join(delimiter),
            PULUMI_BACKEND_URL: `file://${join(this.folder, "state")}`,
            PULUMI_CONFIG_PASSPHRASE: "test",
            PULUMI_HOME: join(this.folder, "home"),
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_STACK: "test",
            ...this.env,
        };
    }

    private linkDependencies(): void {
        mkdirSync(join(this.folder, "node_modules"));
        symlinkSync(root, join(this.folder, "node_modules", "pulumi-materialize"));
        symlinkSync(join(root, "node_modules", "@pulumi"), join(this.folder, "node_modules", "@pulumi"));
    }
}

/** Returns a run, or throws an error if it failed. */
export function ok(result: Run): Run {
    if (result.code !== 0) throw new Error(result.output);
    return result;
}

/** Runs a program and returns everything that it printed. */
export function run(program: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = process.env): Promise<Run> {
    return new Promise((resolved, reject) => {
        const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
        let output = "";
        child.stdout.on("data", (text: Buffer) => (output += text.toString()));
        child.stderr.on("data", (text: Buffer) => (output += text.toString()));
        child.on("error", reject);
        child.on("close", code => {
            resolved({ code: code ?? -1, output });
        });
    });
}
