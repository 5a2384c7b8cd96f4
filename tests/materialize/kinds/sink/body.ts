import { ofKind } from "../../catalog/object";
import type { Doc } from "../../sql/doc";

/** The key of a sink. */
export interface Key {
    readonly columns: readonly string[];
    readonly notEnforced: boolean;
}

/** What a sink needs of the relation that it writes. */
export interface Demands {
    readonly envelope: "upsert" | "debezium" | "append";
    readonly key: Key | undefined;
    readonly headers: string | undefined;
    /** The expression of PARTITION BY. */
    readonly partition: Doc | undefined;
    /** True if a format writes a single column. */
    readonly single: boolean;
}

/** The parts of the definition of a sink, around the name of the relation. */
interface Clauses {
    readonly into: Doc;
    readonly formats: readonly Doc[];
    readonly options: readonly Doc[];
}

export interface SinkBody extends Demands {
    readonly type: "kafka" | "iceberg";
    readonly fromId: string;
    readonly connectionId: string;
    readonly clauses: Clauses;
    readonly topic?: string | undefined;
    readonly keyFormat?: string | undefined;
    readonly valueFormat?: string | undefined;
    readonly namespace?: string | undefined;
    readonly table?: string | undefined;
    /** The number of changes of the relation or of options. */
    readonly version: number;
}

export const isSink = ofKind<SinkBody>("sink");
