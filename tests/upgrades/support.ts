import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_WORLD } from "../aws";
import { startJoinedPair, type JoinedPair, useAws } from "../e2e/support/aws";
import { ok, type Run, Stack } from "../e2e/support/stack";
import { startPublicMsk } from "../kafka/msk";

const UPGRADES = __dirname;

/** The folder with the program of the next release. */
const NEXT = join(UPGRADES, "next");

/** Returns the files of the program in a folder. */
const filesIn = (folder: string): string[] => readdirSync(folder).filter(name => name.endsWith(".ts"));

/** Returns the program of the next release as text. */
export const nextProgram = (): string =>
    filesIn(NEXT)
        .map(name => readFileSync(join(NEXT, name), "utf8"))
        .join("\n");

const FEATURES = { enable_create_table_from_source: "on", enable_logical_compaction_window: "on" };

/**
 * Returns the versions with a fixture. The folder of a version has its
 * program, and the stack and the AWS state that the program left.
 */
export const releases = (): string[] => readdirSync(UPGRADES).filter(name => /^\d/u.test(name));

/** A stack that was restored from the fixture of a release. */
interface RestoredRelease {
    readonly stack: Stack;
    readonly close: () => Promise<void>;
}

/** Runs `up` with the current version and saves the state that it leaves as the fixture of a version. */
export async function saveRelease(version: string): Promise<string> {
    const folder = join(UPGRADES, version);
    if (existsSync(folder)) throw new Error(`${folder} exists: the fixture of a release must not change`);
    const pair = await startJoinedPair({ world: DEFAULT_WORLD }, { settings: FEATURES });
    const msk = await startPublicMsk();
    const stack = createStack(NEXT, pair);
    stack.env = { ...stack.env, ...msk.env };
    try {
        await configureStack(stack, pair);
        ok(await stack.up());
        ok(await previewWithoutChanges(stack));
        mkdirSync(folder);
        copyProgram(NEXT, folder);
        writeFileSync(join(folder, "stack.json"), removeMachinePaths((await stack.mustRun(["stack", "export"])).output));
        writeFileSync(join(folder, "aws.json"), JSON.stringify(pair.aws.world.snapshot));
        ok(await stack.destroy());
    } finally {
        stack.remove();
        await msk.close();
        await pair.close();
    }
    return folder;
}

/** Restores the stack that a release left. Its program runs with the current version. */
export async function restoreRelease(version: string): Promise<RestoredRelease> {
    const folder = join(UPGRADES, version);
    const stack = new Stack("upgrades");
    const state = join(stack.folder, "aws.json");
    cpSync(join(folder, "aws.json"), state);
    const pair = await startJoinedPair({ state });
    useProgram(stack, folder, pair);
    await configureStack(stack, pair);
    await stack.mustRun(["stack", "import", "--file", join(folder, "stack.json")]);
    return {
        stack,
        async close() {
            stack.remove();
            await pair.close();
        },
    };
}

/** Removes the source positions of resources from a state, because they contain paths of this machine. */
function removeMachinePaths(state: string): string {
    const lines = ["sourcePosition", "stackTrace"];
    return JSON.stringify(JSON.parse(state, (key, value: unknown) => (lines.includes(key) ? undefined : value)));
}

/** Runs a preview that fails if anything would change. */
export const previewWithoutChanges = (stack: Stack): Promise<Run> => stack.preview("--expect-no-changes");

/** Returns what a preview with `--diff` would change: `update RolePolicy remote`. */
export const plannedChanges = ({ output }: Run): string[] =>
    [...output.matchAll(/:(\w+): \((\w+)\)\s[^[]*(?:\[id=[^\]]*\]\s+)?\[urn=\S+::([^\]]+)\]/gu)]
        .filter(([, , operation]) => operation !== "same")
        .map(([, type = "", operation = "", name = ""]) => `${operation} ${type} ${name}`);

function copyProgram(from: string, to: string): void {
    for (const name of filesIn(from)) cpSync(join(from, name), join(to, name));
}

const createStack = (program: string, pair: JoinedPair): Stack => useProgram(new Stack("upgrades"), program, pair);

function useProgram(stack: Stack, program: string, { aws }: JoinedPair): Stack {
    copyProgram(program, stack.folder);
    return useAws(stack, aws, { main: "index.ts" });
}

const configureStack = (stack: Stack, { settings }: JoinedPair): Promise<Stack> =>
    stack.configure({ ...settings, "upgrades:password": { secret: "hunter2" } });
