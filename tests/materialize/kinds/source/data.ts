import type { Step } from "../../postgres/database";
import { quoted, text } from "../../sql/names";
import type { Topic } from "../../world/world";
import type { Cell, Column } from "./columns";
import type { Placed } from "./shape";

/** The table that holds a relation's rows. */
export function tableSteps(id: string, columns: readonly Column[], rows: readonly (readonly Cell[])[]): Step[] {
    const table = `data.${quoted(id)}`;
    const fields = columns.map(({ name, type, nullable }) => `${quoted(name)} ${type}${nullable ? "" : " NOT NULL"}`);
    const create: Step = [`CREATE TABLE ${table} (${fields.join(", ")})`];
    // A message that lacks what its schema wants makes no row.
    const whole = rows.filter(row => columns.every(({ nullable }, index) => nullable || row[index] !== null));
    if (whole.length === 0) return [create];
    const values = whole.map(row => `(${row.map(cell => (cell === null ? "NULL" : text(cell))).join(", ")})`);
    return [create, [`INSERT INTO ${table} VALUES ${values.join(", ")}`]];
}

export const PROGRESS_COLUMNS: readonly Column[] = [
    { name: "partition", type: "numrange", nullable: false },
    { name: "offset", type: "store.uint8", nullable: true },
];

/** How far each partition is read, and that there are no others. */
export function progressRows(messages: readonly Placed[], partitions: number): Cell[][] {
    const known = Array.from({ length: partitions }, (_, partition) => {
        const read = messages.filter(message => (message.partition ?? 0) === partition).length;
        return [`[${partition},${partition}]`, String(read)];
    });
    return [...known, [`(${partitions - 1},)`, "0"]];
}

/** A topic's messages with their offsets, from where a source starts. */
export function placedMessages(topic: Topic, start: readonly number[]): Placed[] {
    const next = new Map<number, number>();
    const placed = topic.messages.map((message, at): Placed => {
        const partition = message.partition ?? 0;
        const offset = next.get(partition) ?? 0;
        next.set(partition, offset + 1);
        return { ...message, at, offset };
    });
    return placed.filter(message => message.offset >= (start[message.partition ?? 0] ?? 0));
}
