import { runCommand } from "./runCommand";

/** A value in the configuration of a stack, decrypted. */
export interface ConfigurationValue {
    readonly value: string;
    readonly isSecret: boolean;
}

/** Why the configuration of a stack cannot be read, and what to do. */
export interface Obstacle {
    readonly found: string;
    readonly fix: string;
}

/** The configuration of a stack. */
export interface StackConfiguration {
    readonly values: ReadonlyMap<string, ConfigurationValue>;
    readonly obstacle?: Obstacle;
}

/** The errors of Pulumi for which the fix is known. */
const PROBLEMS: readonly (readonly [pattern: RegExp, found: string, fix: string])[] = [
    [
        /no Pulumi\.yaml|no project file/iu,
        "this folder contains no Pulumi program",
        "Run this command in the folder of your program, which contains Pulumi.yaml.",
    ],
    [/no stack selected/iu, "no stack is selected", "Run `pulumi stack select`, or add `--stack <name>` to this command."],
    [/no stack named/iu, "this stack does not exist", "Run `pulumi stack ls` to see the names of the stacks."],
    [
        /passphrase/iu,
        "its secrets cannot be decrypted",
        "Set PULUMI_CONFIG_PASSPHRASE or PULUMI_CONFIG_PASSPHRASE_FILE to the passphrase of the stack.",
    ],
    [/pulumi login|PULUMI_ACCESS_TOKEN/iu, "Pulumi is not logged in", "Run `pulumi login`, or set PULUMI_ACCESS_TOKEN."],
];

/** Reads the configuration of the selected stack, or of the named one. */
export async function readStack(
    machine: { readonly folder: string; readonly environment: NodeJS.ProcessEnv },
    stack: string | undefined,
): Promise<StackConfiguration> {
    const options = ["--non-interactive", ...(stack === undefined ? [] : ["--stack", stack])];
    const shown = await runCommand("pulumi", ["config", "--json", "--show-secrets", ...options], machine);
    if (shown?.code === 0) return { values: parse(shown.output) };
    const obstacle =
        shown === undefined ? { found: "not read, since Pulumi is missing", fix: "Install Pulumi." } : explain(shown.errors);
    return { values: new Map(), obstacle };
}

function explain(errors: string): Obstacle {
    const known = PROBLEMS.find(([pattern]) => pattern.test(errors));
    if (known !== undefined) return { found: known[1], fix: known[2] };
    const line = errors.split("\n").find(text => text.startsWith("error:")) ?? "Pulumi states no reason";
    return { found: `not read: ${line}`, fix: "Run `pulumi config` to see the whole error." };
}

function parse(output: string): ReadonlyMap<string, ConfigurationValue> {
    const entries = JSON.parse(output) as Readonly<Record<string, { readonly value?: string; readonly secret?: boolean }>>;
    return new Map(
        Object.entries(entries).flatMap(([key, { value, secret = false }]) =>
            value === undefined ? [] : [[key, { value, isSecret: secret }]],
        ),
    );
}
