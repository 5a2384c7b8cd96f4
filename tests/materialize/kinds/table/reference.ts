import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { bracket, commas, type Doc } from "../../sql/doc";
import type { ColumnLists } from "../source/databases/chosenColumns";
import { columnOptions } from "../source/databases/chosenColumns";
import { readRetention } from "../support/retention";

/** Reads (REFERENCE = name), the table or topic of the source. */
export function readReference({ cursor }: Scope): readonly string[] | undefined {
    if (!cursor.atSymbol("(")) return undefined;
    const [reference] = cursor.list(() => {
        cursor.expect("REFERENCE");
        cursor.symbol("=");
        return cursor.path();
    });
    return reference;
}

/** Returns the options in the definition of a table that does not come from a database. The lists of columns have no effect on it. */
export const storedOptions = ({ others, ...lists }: TableOptions): Doc[] => [...columnOptions(lists), ...others];

/** The options of a table of a source. */
export interface TableOptions extends ColumnLists {
    /** The columns of PARTITION BY. */
    readonly partition: readonly string[];
    readonly others: readonly Doc[];
}

/** Reads WITH (…) of a table of a source. */
export function readTableOptions(scope: Scope): TableOptions {
    const { cursor } = scope;
    const text: string[] = [];
    const excluded: string[] = [];
    const partition: string[] = [];
    const others: Doc[] = [];
    const readOption = (): void => {
        if (cursor.take("DETAILS")) throw failure("DETAILS option cannot be explicitly set");
        if (cursor.take("TEXT", "COLUMNS")) text.push(...readColumns(scope));
        else if (cursor.take("EXCLUDE", "COLUMNS") || cursor.take("IGNORE", "COLUMNS")) excluded.push(...readColumns(scope));
        else if (cursor.take("PARTITION", "BY")) {
            partition.push(...readColumns(scope));
            others.push(["PARTITION BY = ", bracket("(", commas(partition.map(ident => ({ ident }))), ")")]);
        } else {
            cursor.expect("RETAIN", "HISTORY");
            others.push(`RETAIN HISTORY = FOR ${readRetention(scope)}`);
        }
    };
    if (cursor.take("WITH")) cursor.list(readOption);
    return { text, excluded, partition, others };
}

/** Reads a list of columns, in parentheses or brackets. */
function readColumns({ cursor }: Scope): string[] {
    cursor.symbol("=");
    if (!cursor.symbol("[")) return cursor.list(() => cursor.identifier());
    const columns = cursor.many(() => cursor.identifier());
    cursor.expectSymbol("]");
    return columns;
}
