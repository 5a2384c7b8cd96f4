import { ofKind, type CatalogObject } from "../../catalog/object";
import type { UpstreamDatabase } from "../../world/world";
import type { Columns } from "../kind";
import type { WebhookRequest } from "./webhookRequest";

interface CommonBody extends Columns {
    /** The time of its creation, in seconds since 1970. Tables of a load generator have none. */
    readonly createdAt?: number;
}

export interface KafkaSourceBody extends CommonBody {
    readonly type: "kafka";
    readonly connectionId: string;
    readonly topic: string;
    readonly groupIdPrefix: string | undefined;
    readonly envelope: string | undefined;
    readonly keyFormat: string | undefined;
    readonly valueFormat: string | undefined;
    /** The id of its progress subsource. Sources for tables have none. */
    readonly progressId: string | undefined;
}

interface WebhookBody extends CommonBody {
    readonly type: "webhook";
    readonly url: string;
    readonly request: WebhookRequest;
}

/** A table that tables can be created from. */
interface SourceReference {
    readonly namespace: string;
    readonly name: string;
    readonly columns: readonly string[];
}

interface LoadGeneratorBody extends CommonBody {
    readonly type: "load-generator";
    /** The id of its progress subsource. Sources for tables have none. */
    readonly progressId: string | undefined;
    /** The name of the generator in statements. */
    readonly generator: string;
    readonly references: readonly SourceReference[];
}

export interface DatabaseSourceBody extends CommonBody {
    readonly type: UpstreamDatabase["type"];
    readonly connectionId: string;
    readonly publication: string | undefined;
    /** The id of its progress subsource, which sources in the older form have. */
    readonly progressId: string | undefined;
    readonly references: readonly SourceReference[];
}

/** A progress subsource, or a table of a source in the older form. */
interface SubsourceBody extends CommonBody {
    readonly type: "progress" | "subsource";
    /** The name of the table of a database that a subsource reads, with what it lies in. */
    readonly upstream?: readonly string[];
}

export type SourceBody = KafkaSourceBody | DatabaseSourceBody | WebhookBody | LoadGeneratorBody | SubsourceBody;

export const isSource = ofKind<SourceBody>("source");

export const isDatabaseSource = (object: CatalogObject | undefined): object is CatalogObject<DatabaseSourceBody> =>
    isSource(object) && ["postgres", "mysql", "sql-server"].includes(object.body.type);
