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
    /** The file to write. */
    readonly output: string;
}

/** Reads the arguments of the command. */
export function importOptions(args: readonly string[]): ImportOptions {
    const { stack, database, schema, owner, exclude, provider, program, output } = optionsOf(args, {
        stack: { type: "string", short: "s" },
        database: { type: "string" },
        schema: { type: "string" },
        owner: { type: "string" },
        exclude: { type: "string", multiple: true, default: [] },
        provider: { type: "string" },
        program: { type: "boolean", default: false },
        output: { type: "string", short: "o" },
    });
    const file = output ?? (program ? "index.ts" : "import.json");
    if (program && provider !== undefined) throw new UsageError("--program and --provider exclude each other");
    return { stack, database, schema, owner, exclude, provider, program, output: file };
}
