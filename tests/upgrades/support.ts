import { cpSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEFAULT_WORLD } from "../aws";
import { joinedPair, type Pair, useAws } from "../e2e/support/aws";
import { ok, type Run, Stack } from "../e2e/support/stack";
import { startPublicMsk } from "../kafka/msk";

const UPGRADES = __dirname;

/** The program of the release that comes next. */
export const PROGRAM = join(UPGRADES, "index.ts");

const FEATURES = { enable_create_table_from_source: "on", enable_logical_compaction_window: "on" };

/** The folders of the releases, by their versions: each has its program, and the state and the AWS that it left. */
export const releases = (): string[] => readdirSync(UPGRADES).filter(name => /^\d/u.test(name));

/** A release's program, with a stack that has been brought up. */
interface RestoredRelease {
    readonly stack: Stack;
    readonly close: () => Promise<void>;
}

/** Brings this version's program up, and keeps what it leaves under its number. */
export async function saveRelease(version: string): Promise<string> {
    const folder = join(UPGRADES, version);
    if (existsSync(folder)) throw new Error(`${folder} is there already: what a release left does not change any more`);
    const pair = await joinedPair({ world: DEFAULT_WORLD }, FEATURES);
    const msk = await startPublicMsk();
    const stack = createStack(PROGRAM, pair);
    stack.env = { ...stack.env, ...msk.env };
    try {
        await configureStack(stack, pair);
        ok(await stack.up());
        ok(await previewWithoutChanges(stack));
        mkdirSync(folder);
        cpSync(PROGRAM, join(folder, "index.ts"));
        writeFileSync(join(folder, "stack.json"), removeMachinePaths((await stack.must(["stack", "export"])).output));
        writeFileSync(join(folder, "aws.json"), JSON.stringify(pair.aws.world.snapshot));
        ok(await stack.destroy());
    } finally {
        stack.remove();
        await msk.close();
        await pair.close();
    }
    return folder;
}

/** A stack as a release left it, whose program runs with this version. */
export async function restoreRelease(version: string): Promise<RestoredRelease> {
    const folder = join(UPGRADES, version);
    const stack = new Stack("upgrades");
    const state = join(stack.folder, "aws.json");
    cpSync(join(folder, "aws.json"), state);
    const pair = await joinedPair({ state });
    useProgram(stack, join(folder, "index.ts"), pair);
    await configureStack(stack, pair);
    await stack.must(["stack", "import", "--file", join(folder, "stack.json")]);
    return {
        stack,
        async close() {
            stack.remove();
            await pair.close();
        },
    };
}

/** A state without the lines of the program that made each resource: they have this machine's folders in them. */
function removeMachinePaths(state: string): string {
    const lines = ["sourcePosition", "stackTrace"];
    return JSON.stringify(JSON.parse(state, (key, value: unknown) => (lines.includes(key) ? undefined : value)));
}

/** A preview that fails where anything would change. */
export const previewWithoutChanges = (stack: Stack): Promise<Run> => stack.preview("--expect-no-changes");

const createStack = (program: string, pair: Pair): Stack => useProgram(new Stack("upgrades"), program, pair);

function useProgram(stack: Stack, program: string, { aws }: Pair): Stack {
    cpSync(program, join(stack.folder, "index.ts"));
    return useAws(stack, aws, { main: "index.ts" });
}

const configureStack = (stack: Stack, { settings }: Pair): Promise<Stack> =>
    stack.configure({ ...settings, "upgrades:password": { secret: "hunter2" } });
