import type { Connection } from "pg";

/** A column of the result of a query. */
export interface ResultColumn {
    readonly name: string;
    /** The OID of its type. */
    readonly type: number;
    /** The length, precision or scale of the type, as PostgreSQL encodes it; -1 without one. */
    readonly modifier: number;
}

/** The message with the columns of a query. */
interface RowDescription {
    readonly fields: readonly {
        readonly name: string;
        readonly dataTypeID: number;
        readonly dataTypeModifier: number;
    }[];
}

/** Asks for the columns of a query by the messages Parse and Describe. The driver calls the methods; its own queries are always executed. */
class Description {
    private columns: readonly ResultColumn[] = [];

    constructor(
        private readonly text: string,
        private readonly resolve: (columns: readonly ResultColumn[]) => void,
        private readonly reject: (error: Error) => void,
    ) {}

    submit(connection: Connection): void {
        connection.parse({ name: "", text: this.text, types: [] }, true);
        connection.describe({ type: "S", name: "" }, true);
        connection.sync();
    }

    handleRowDescription({ fields }: RowDescription): void {
        this.columns = fields.map(({ name, dataTypeID: type, dataTypeModifier: modifier }) => ({ name, type, modifier }));
    }

    handleError(error: Error): void {
        this.reject(error);
    }

    handleReadyForQuery(): void {
        this.resolve(this.columns);
    }
}

/** The driver's client. The driver's own types are not part of the package, whose programs do not install them. */
interface Client {
    query(description: object): unknown;
}

/** Returns the columns of a query. The server plans the query and does not execute it: no privilege and no running cluster is needed. */
export const describeQuery = (client: Client, { text }: { readonly text: string }): Promise<readonly ResultColumn[]> =>
    new Promise((resolve, reject) => {
        client.query(new Description(text, resolve, reject));
    });
