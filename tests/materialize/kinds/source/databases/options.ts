import { failure } from "../../../errors";
import type { Scope } from "../../../session/plan";
import { commas, join, type Doc } from "../../../sql/doc";
import { tablePath } from "./chosenColumns";
import type { Product } from "./products";
import { findReference, type Upstream } from "./upstream";

/** The options of a source of a database. */
export interface SourceOptions {
    readonly publication: string | undefined;
    /** The columns of the older form, each with its table. */
    readonly text: readonly (readonly string[])[];
    readonly excluded: readonly (readonly string[])[];
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
    };
}

const generatedOption = ({ label, type }: Product): Error =>
    failure(`${label} source validation: CREATE SOURCE specifies DETAILS option`, "XX000", {
        hint: type === "sql-server" ? undefined : "If trying to use the output of SHOW CREATE SOURCE, remove the DETAILS option.",
    });

/** Returns the lists of columns as definitions print them: those that are read as text with their databases, sorted. */
export function columnLists(upstream: Upstream, { text, excluded }: SourceOptions): Doc[] {
    const { product, database } = upstream;
    const whole = (path: readonly string[]): string[] => [
        ...tablePath(product, database.database, findReference(upstream, path.slice(0, -1))),
        path.at(-1) ?? "",
    ];
    const qualified = text.map(whole).sort((one, two) => (one.join(".") < two.join(".") ? -1 : 1));
    return [...columnList("TEXT COLUMNS", qualified), ...columnList("EXCLUDE COLUMNS", excluded)];
}

function columnList(name: string, columns: readonly (readonly string[])[]): Doc[] {
    const paths = columns.map(path =>
        join(
            path.map(ident => ({ ident })),
            ".",
        ),
    );
    return paths.length === 0 ? [] : [[`${name} = (`, commas(paths), ")"]];
}
