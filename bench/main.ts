import { compareNetworks } from "./networks";
import { compareObjects } from "./objects/objects";
import { programOf, programOfTables, programWithoutServices } from "./objects/program";
import { optionsOf, USAGE } from "./options";
import { machine } from "./report/machine";
import { type Results, writeReport } from "./report/report";

/** Measures, prints the tables, and writes docs/contributing/performance.md and performance.json. */
async function bench(args: readonly string[]): Promise<number> {
    const options = optionsOf(args);
    if (options === undefined) {
        console.error(USAGE);
        return 2;
    }
    const { parts, repetitions, times } = options;
    const isReal = times === "real";
    const before = machine();
    const measured = <Figures>(figures: Figures) => ({ machine: before, repetitions, figures });
    const compared = parts.includes("networks") ? await compareNetworks(repetitions) : undefined;
    const results: Results = {
        ...(compared && { networks: { ...measured(compared), repetitions: compared.repetitions } }),
        ...(parts.includes("objects") && {
            [isReal ? "real" : "objects"]: measured(
                await compareObjects(isReal ? programWithoutServices : programOf, options.objects, options),
            ),
        }),
        ...(parts.includes("tables") && {
            [isReal ? "realTables" : "tables"]: measured(await compareObjects(programOfTables, options.tables, options)),
        }),
    };
    console.log(await writeReport(results));
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
