import { failure, notModelled } from "../errors";
import { lex } from "../sql/lexer";
import type { Statement } from "../sql/parser";
import {
    bindComplete,
    closeComplete,
    emptyQuery,
    noData,
    outcome,
    parameterDescription,
    parseComplete,
    rowDescription,
} from "./answers";
import type { Conversation } from "./conversation";
import type { MessageReader } from "./reader";

interface Prepared {
    /** Undefined for an empty query. */
    readonly statement: Statement | undefined;
    readonly parameters: number;
}

interface Portal extends Prepared {
    readonly values: readonly (string | null)[];
}

/** The extended protocol of one connection: prepared statements and portals. */
export class Extended {
    private readonly prepared = new Map<string, Prepared>();
    private readonly portals = new Map<string, Portal>();

    constructor(private readonly conversation: Conversation) {}

    async answer(code: string, reader: MessageReader): Promise<Buffer> {
        switch (code) {
            case "P":
                return this.parse(reader);
            case "B":
                return this.bind(reader);
            case "D":
                return this.describe(reader);
            case "E":
                return this.execute(reader);
            case "C":
                return this.close(reader);
            default:
                throw notModelled(`message ${code} of the protocol`);
        }
    }

    private parse(reader: MessageReader): Buffer {
        const name = reader.text();
        const sql = reader.text();
        const statements = this.conversation.parse(sql);
        if (statements.length > 1) throw failure("expected no more than one query", "42601");
        const [statement] = statements;
        this.prepared.set(name, { statement, parameters: statement ? parameterCount(statement) : 0 });
        return parseComplete();
    }

    private bind(reader: MessageReader): Buffer {
        const portal = reader.text();
        const name = reader.text();
        const prepared = this.find(this.prepared, name, "prepared statement", "26000");
        const formats = Array.from({ length: reader.uint16() }, () => reader.uint16());
        const values = Array.from({ length: reader.uint16() }, () => reader.value()?.toString() ?? null);
        if (formats.includes(1)) throw notModelled("parameters in binary format");
        if (values.length !== prepared.parameters) {
            throw failure(
                `bind message supplies ${values.length} parameters, but prepared statement "${name}" requires ${prepared.parameters}`,
                "08P01",
            );
        }
        const results = Array.from({ length: reader.uint16() }, () => reader.uint16());
        if (results.includes(1)) throw notModelled("results in binary format");
        this.portals.set(portal, { ...prepared, values });
        return bindComplete();
    }

    private async describe(reader: MessageReader): Promise<Buffer> {
        const ofStatement = reader.byte() === "S";
        const name = reader.text();
        const { statement } = ofStatement
            ? this.find(this.prepared, name, "prepared statement", "26000")
            : this.find(this.portals, name, "portal", "34000");
        const { parameters, columns } = statement
            ? await this.conversation.describe(statement)
            : { parameters: [], columns: undefined };
        const answer = columns ? rowDescription(columns) : noData();
        return ofStatement ? Buffer.concat([parameterDescription(parameters), answer]) : answer;
    }

    private async execute(reader: MessageReader): Promise<Buffer> {
        const { statement, values } = this.find(this.portals, reader.text(), "portal", "34000");
        if (!statement) return emptyQuery();
        return outcome(await this.conversation.execute(statement, values), false);
    }

    private close(reader: MessageReader): Buffer {
        const statements = reader.byte() === "S";
        (statements ? this.prepared : this.portals).delete(reader.text());
        return closeComplete();
    }

    private find<T>(map: ReadonlyMap<string, T>, name: string, what: string, code: string): T {
        const found = map.get(name);
        if (found === undefined) throw failure(`${what} "${name}" does not exist`, code);
        return found;
    }
}

/** Returns the number of parameters. DDL has none. */
function parameterCount({ kind, sql }: Statement): number {
    if (kind !== "select") return 0;
    const numbers = lex(sql).map(token => (token.kind === "symbol" ? Number(/^\$(\d+)$/u.exec(token.text)?.[1] ?? 0) : 0));
    return Math.max(0, ...numbers);
}
