import type { Step } from "../../postgres/database";
import { quoted, text } from "../../sql/names";
import type { Topic } from "../../world/world";
import type { Cell, Column } from "./columns";
import type { PositionedMessage } from "./shape";

/** Returns the statements that create and fill the table with the rows of a relation. */
export function tableSteps(id: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Step[] {
    const table = `data.${quoted(id)}`;
    const fields = columns.map(({ name, type, nullable }) => `${quoted(name)} ${type}${nullable ? "" : " NOT NULL"}`);
    const create: Step = [`CREATE TABLE ${table} (${fields.join(", ")})`];
    // A message without a required field makes no row.
    const complete = rows.filter(row => columns.every(({ nullable }, index) => nullable || row[index] !== null));
    if (complete.length === 0) return [create];
    const values = complete.map(row => `(${row.map(cell => (cell === null ? "NULL" : text(cell))).join(", ")})`);
    return [create, [`INSERT INTO ${table} VALUES ${values.join(", ")}`]];
}

export const PROGRESS_COLUMNS: readonly Column[] = [
    { name: "partition", type: "numrange", nullable: false },
    { name: "offset", type: "store.uint8", nullable: true },
];

/** Returns the rows of a progress subsource: the offset of each partition, and the partitions that do not exist. */
export function progressRows(messages: readonly PositionedMessage[], partitions: number): Cell[][] {
    const known = Array.from({ length: partitions }, (_, partition) => {
        const read = messages.filter(message => (message.partition ?? 0) === partition).length;
        return [`[${partition},${partition}]`, String(read)];
    });
    return [...known, [`(${partitions - 1},)`, "0"]];
}

/** Returns the messages of a topic with their offsets, from the start offsets of a source. */
export function messagesFrom(topic: Topic, start: readonly number[]): PositionedMessage[] {
    const next = new Map<number, number>();
    const positioned = topic.messages.map((message, at): PositionedMessage => {
        const partition = message.partition ?? 0;
        const offset = next.get(partition) ?? 0;
        next.set(partition, offset + 1);
        return { ...message, at, offset };
    });
    return positioned.filter(message => message.offset >= (start[message.partition ?? 0] ?? 0));
}
