/** A measured command of the engine. */
export interface Operation {
    readonly name: string;
    readonly command: readonly string[];
    readonly env: Readonly<Record<string, string>>;
    /** True if the command sends statements to Materialize, so the delay of the network changes its time. */
    readonly usesMaterialize: boolean;
}

/** An environment variable that changes one argument of the first resource of the program. */
export const CHANGE = "BENCH_CHANGE";

const APPLY = ["--yes", "--skip-preview"];

const operation = (name: string, command: readonly string[], more: Partial<Operation> = {}): Operation => ({
    ...{ name, command, env: {}, usesMaterialize: false },
    ...more,
});

/** The operations in the order in which a stack goes through them. */
export const OPERATIONS = [
    operation("up", ["up", ...APPLY], { usesMaterialize: true }),
    operation("up without change", ["up", ...APPLY]),
    operation("preview", ["preview"]),
    operation("preview with one change", ["preview"], { env: { [CHANGE]: "yes" } }),
    operation("refresh", ["refresh", ...APPLY], { usesMaterialize: true }),
    operation("destroy", ["destroy", ...APPLY], { usesMaterialize: true }),
] as const;
