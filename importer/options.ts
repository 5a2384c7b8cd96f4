import { extname } from "node:path";
import { optionsOf, UsageError } from "../cli/command";

/** What the user asks the command for. */
export interface ImportOptions {
    /** The stack whose configuration has the settings; undefined for the selected one. */
    readonly stack: string | undefined;
    /** The database, the schema and the owner of the objects; undefined for all. */
    readonly database: string | undefined;
    readonly schema: string | undefined;
    readonly owner: string | undefined;
    /** Patterns of the names of objects to leave out. */
    readonly exclude: readonly string[];
    /** The name of the provider that the resources use; undefined for the default provider. */
    readonly provider: string | undefined;
    /** True for a program whose resources adopt the objects, in place of the file for `pulumi import`. */
    readonly program: boolean;
    /** The file with the output of `terraform show -json` whose objects are meant, or `-` for the standard input; undefined for all objects. */
    readonly terraform: string | undefined;
    /** The SQL files from whose statements the program is written; empty for what exists in Materialize. */
    readonly sql: readonly string[];
    /** True if the resources of a program adopt what exists. */
    readonly adopts: boolean;
    /** The file to write. */
    readonly output: string;
}

/** Reads the arguments of the command. */
export function importOptions(args: readonly string[]): ImportOptions {
    const { adopt, ...given } = optionsOf(args, {
        stack: { type: "string", short: "s" },
        database: { type: "string" },
        schema: { type: "string" },
        owner: { type: "string" },
        exclude: { type: "string", multiple: true, default: [] },
        provider: { type: "string" },
        program: { type: "boolean", default: false },
        terraform: { type: "string" },
        sql: { type: "string", multiple: true, default: [] },
        adopt: { type: "boolean", default: false },
        output: { type: "string", short: "o" },
    });
    const { stack, database, schema, owner, exclude, provider, terraform, sql, output } = given;
    const program = given.program || sql.length > 0;
    if (program && provider !== undefined) throw new UsageError("a program and --provider exclude each other");
    const selects = [database, schema, owner, terraform].some(one => one !== undefined) || exclude.length > 0;
    if (sql.length > 0 && selects)
        throw new UsageError("--sql takes whole files: leave out --database, --schema, --owner, --exclude and --terraform");
    if (sql.length === 0 && adopt)
        throw new UsageError("--adopt is for --sql: without SQL files, all resources adopt what exists");
    const file = output ?? (program ? "index.ts" : "import.json");
    const adopts = adopt || sql.length === 0;
    return { stack, database, schema, owner, exclude, provider, program, terraform, sql, adopts, output: file };
}

/** Returns the name of the file for `removed` blocks of Terraform: `import.removed.tf`. */
export const removedFileName = ({ output }: ImportOptions): string =>
    `${output.slice(0, -extname(output).length || undefined)}.removed.tf`;
