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
    /** The file to write. */
    readonly output: string;
}

/** Reads the arguments of the command. */
export function importOptions(args: readonly string[]): ImportOptions {
    const { stack, database, schema, owner, exclude, provider, program, terraform, output } = optionsOf(args, {
        stack: { type: "string", short: "s" },
        database: { type: "string" },
        schema: { type: "string" },
        owner: { type: "string" },
        exclude: { type: "string", multiple: true, default: [] },
        provider: { type: "string" },
        program: { type: "boolean", default: false },
        terraform: { type: "string" },
        output: { type: "string", short: "o" },
    });
    const file = output ?? (program ? "index.ts" : "import.json");
    if (program && provider !== undefined) throw new UsageError("--program and --provider exclude each other");
    return { stack, database, schema, owner, exclude, provider, program, terraform, output: file };
}

/** Returns the name of the file for `removed` blocks of Terraform: `import.removed.tf`. */
export const removedFileName = ({ output }: ImportOptions): string =>
    `${output.slice(0, -extname(output).length || undefined)}.removed.tf`;
