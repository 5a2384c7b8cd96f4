import { failure } from "../../../errors";
import type { Scope } from "../../../session/plan";
import { commas, join, type Doc } from "../../../sql/doc";
import type { Product } from "./products";

/** The options of a source of a database. */
export interface SourceOptions {
    readonly publication: string | undefined;
    /** The columns of the older form, each with its table. */
    readonly text: readonly (readonly string[])[];
    readonly excluded: readonly (readonly string[])[];
    /** The lists of columns as definitions print them. */
    readonly definitions: readonly Doc[];
}

export function readSourceOptions(scope: Scope, product: Product): SourceOptions {
    const { cursor } = scope;
    const given = new Map<string, string | readonly (readonly string[])[]>();
    const read = (): void => {
        const name = product.options.find(words => cursor.take(...words.split(" "))) ?? cursor.refuse();
        if (given.has(name)) throw failure(`${name} specified more than once`);
        cursor.symbol("=");
        given.set(name, name.endsWith("COLUMNS") ? cursor.list(() => cursor.path()) : cursor.string());
    };
    if (cursor.atSymbol("(")) cursor.list(read);
    const columns = (...names: readonly string[]): readonly (readonly string[])[] =>
        names.flatMap(name => {
            const value = given.get(name);
            return typeof value === "object" ? value : [];
        });
    const publication = given.get("PUBLICATION");
    if (product.publishes && typeof publication !== "string")
        throw failure(`${product.label} source validation: CONNECTION must specify PUBLICATION`);
    if (given.has("DETAILS")) throw generatedOption(product);
    return {
        publication: typeof publication === "string" ? publication : undefined,
        text: columns("TEXT COLUMNS"),
        excluded: columns("EXCLUDE COLUMNS", "IGNORE COLUMNS"),
        definitions: [...given].flatMap(([name, value]) => (typeof value === "object" ? [columnList(name, value)] : [])),
    };
}

const generatedOption = ({ label, type }: Product): Error =>
    failure(`${label} source validation: CREATE SOURCE specifies DETAILS option`, "XX000", {
        hint: type === "sql-server" ? undefined : "If trying to use the output of SHOW CREATE SOURCE, remove the DETAILS option.",
    });

/** Returns an option that lists columns with their tables. */
export function columnList(name: string, columns: readonly (readonly string[])[]): Doc {
    const paths = columns.map(path =>
        join(
            path.map(ident => ({ ident })),
            ".",
        ),
    );
    return [`${name} = (`, commas(paths), ")"];
}
