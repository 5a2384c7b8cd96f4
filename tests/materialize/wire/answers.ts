import { MaterializeError, type Notice } from "../errors";
import type { Column, Table } from "../postgres/database";
import type { Outcome } from "../session/engine";
import { frame } from "./frames";

/** The messages of the server. */
export const authenticationOk = (): Buffer => frame("R").int32(0).done();
export const passwordWanted = (): Buffer => frame("R").int32(3).done();
export const parameterStatus = (name: string, value: string): Buffer => frame("S").text(name).text(value).done();
export const keyData = (process: number, secret: number): Buffer => frame("K").int32(process).int32(secret).done();
export const ready = (status: "I" | "T" | "E"): Buffer => frame("Z").raw(status).done();
export const parseComplete = (): Buffer => frame("1").done();
export const bindComplete = (): Buffer => frame("2").done();
export const closeComplete = (): Buffer => frame("3").done();
export const noData = (): Buffer => frame("n").done();
export const emptyQuery = (): Buffer => frame("I").done();
export const commandComplete = (tag: string): Buffer => frame("C").text(tag).done();

const SIZES: Readonly<Record<number, number>> = { 16: 1, 20: 8, 21: 2, 23: 4, 26: 4, 700: 4, 701: 8, 1184: 8, 1114: 8 };

export function rowDescription(columns: readonly Column[]): Buffer {
    const message = frame("T").int16(columns.length);
    for (const { name, type } of columns)
        message
            .text(name)
            .int32(0)
            .int16(0)
            .int32(type)
            .int16((SIZES[type] ?? -1) & 0xffff)
            .int32(-1)
            .int16(0);
    return message.done();
}

export function parameterDescription(types: readonly number[]): Buffer {
    const message = frame("t").int16(types.length);
    for (const type of types) message.int32(type);
    return message.done();
}

export function dataRows(table: Table): Buffer {
    return Buffer.concat(
        table.rows.map(row => {
            const message = frame("D").int16(row.length);
            for (const cell of row) message.value(cell);
            return message.done();
        }),
    );
}

export function outcome({ notices, table, tag }: Outcome, described: boolean): Buffer {
    const rows = table ? [...(described ? [rowDescription(table.columns)] : []), dataRows(table)] : [];
    return Buffer.concat([...notices.map(noticeMessage), ...rows, commandComplete(tag)]);
}

function noticeMessage(notice: Notice): Buffer {
    return diagnosis("N", notice);
}

export function errorMessage(error: unknown): Buffer {
    if (error instanceof MaterializeError) {
        const { severity, code, message, diagnosis: more, notices } = error;
        return Buffer.concat([...notices.map(noticeMessage), diagnosis("E", { severity, code, message, ...more })]);
    }
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return diagnosis("E", { severity: "ERROR", code: "XX000", message: `internal error of the local Materialize: ${message}` });
}

type Fields = Omit<Notice, "severity"> & { readonly severity: string };

function diagnosis(code: "E" | "N", { severity, code: state, message, detail, hint, position }: Fields): Buffer {
    const fields = frame(code).raw("S").text(severity).raw("V").text(severity).raw("C").text(state).raw("M").text(message);
    if (detail !== undefined) fields.raw("D").text(detail);
    if (hint !== undefined) fields.raw("H").text(hint);
    if (position !== undefined) fields.raw("P").text(position);
    return fields.raw("\0").done();
}
