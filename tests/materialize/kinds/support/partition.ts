import { failure } from "../../errors";

/** Refuses PARTITION BY columns that are not the first columns of the relation, in their order. */
export function checkPartition(partition: readonly string[], columns: readonly string[]): void {
    const wrong = partition.findIndex((name, index) => name !== columns[index]);
    if (wrong < 0) return;
    throw failure(
        `PARTITION BY columns should be a prefix of the relation's columns (expected ${columns[wrong] ?? ""} at index ${wrong}, got ${partition[wrong] ?? ""})`,
    );
}

/** Returns the names of the columns of a table, of which PARTITION BY may only name the first ones. */
export function columnNames(columns: readonly { readonly name: string }[], partition: readonly string[]): string[] {
    const names = columns.map(({ name }) => name);
    checkPartition(partition, names);
    return names;
}
