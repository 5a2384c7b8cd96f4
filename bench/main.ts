import { compareNetworks } from "./networks";
import { compareObjects } from "./objects/objects";
import { optionsOf, USAGE } from "./options";
import { machine } from "./report/machine";
import { writeReport } from "./report/report";

/** Measures, prints the tables, and writes docs/contributing/performance.md and performance.json. */
async function bench(args: readonly string[]): Promise<number> {
    const options = optionsOf(args);
    if (options === undefined) {
        console.error(USAGE);
        return 2;
    }
    const { only, repetitions, times } = options;
    const measured = <Figures>(figures: Figures) => ({ machine: before, repetitions, figures });
    const before = machine();
    const compared = only === "objects" ? undefined : await compareNetworks(repetitions);
    const networks = compared && { networks: { ...measured(compared), repetitions: compared.repetitions } };
    const part = times === "real" ? "real" : "objects";
    const objects = only === "networks" ? {} : { [part]: measured(await compareObjects(options)) };
    console.log(await writeReport({ ...networks, ...objects }));
    return 0;
}

bench(process.argv.slice(2)).then(
    code => {
        process.exitCode = code;
    },
    (error: unknown) => {
        console.error(error);
        process.exitCode = 1;
    },
);
