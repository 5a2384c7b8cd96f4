import { Client, type ClientConfig, type QueryArrayResult } from "pg";

import type { Answer, RecordedNotice, TranscriptRecord } from "./transcript";

interface Refusal {
    readonly severity?: string;
    readonly code?: string;
    readonly message: string;
    readonly detail?: string;
    readonly hint?: string;
    readonly position?: string;
}

/** A connection that sends the statements of a transcript and returns the answers in the form of a transcript. */
export class UserConnection {
    private notices: RecordedNotice[] = [];

    private constructor(private readonly client: Client) {}

    static async connect(config: ClientConfig): Promise<UserConnection> {
        const client = new Client({ ...config, types: { getTypeParser: () => (text: string) => text } });
        const connection = new UserConnection(client);
        client.on("notice", ({ severity, code, message, detail, hint }) => {
            connection.notices.push(defined({ severity, code, message, detail, hint }) as RecordedNotice);
        });
        await client.connect();
        return connection;
    }

    async run({ sql, params }: Pick<TranscriptRecord, "sql" | "params">): Promise<Answer> {
        this.notices = [];
        try {
            const query = { text: sql, rowMode: "array" as const, ...(params && { values: [...params] }) };
            const result: QueryArrayResult<(string | null)[]> | QueryArrayResult<(string | null)[]>[] =
                await this.client.query(query);
            const results = Array.isArray(result) ? result : [result];
            return { results: results.map(recorded), notices: this.notices };
        } catch (error) {
            const { severity, code, message, detail, hint, position } = error as Refusal;
            return { error: defined({ severity, sqlstate: code, message, detail, hint, position }), notices: this.notices };
        }
    }

    end(): Promise<void> {
        return this.client.end();
    }
}

function recorded(result: QueryArrayResult<(string | null)[]>): NonNullable<Answer["results"]>[number] {
    const { command, fields, rows } = result;
    if (fields.length === 0) return { command };
    return { command, columns: fields.map(field => field.name), types: fields.map(field => field.dataTypeID), rows };
}

function defined<T extends object>(fields: T): Partial<T> {
    return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
