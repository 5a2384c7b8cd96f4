/** A command of the engine whose time is taken. */
export interface Operation {
    readonly name: string;
    readonly command: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /** Whether anything is asked of Materialize: only then the network's delay can be felt. */
    readonly asks: boolean;
}

/** With it, a program differs in one argument of its first resource. */
export const CHANGE = "BENCH_CHANGE";

const APPLY = ["--yes", "--skip-preview"];

const operation = (name: string, command: readonly string[], more: Partial<Operation> = {}): Operation => ({
    ...{ name, command, env: {}, asks: false },
    ...more,
});

/** In the order in which a stack goes through them. */
export const OPERATIONS = [
    operation("up", ["up", ...APPLY], { asks: true }),
    operation("up without change", ["up", ...APPLY]),
    operation("preview", ["preview"]),
    operation("preview with one change", ["preview"], { env: { [CHANGE]: "yes" } }),
    operation("refresh", ["refresh", ...APPLY], { asks: true }),
    operation("destroy", ["destroy", ...APPLY], { asks: true }),
] as const;
