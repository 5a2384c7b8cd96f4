import type { Doc } from "../sql/doc";

export type ItemKind = "secret" | "connection" | "source" | "table" | "view" | "materialized-view" | "index";
export type Kind = ItemKind | "cluster" | "database" | "schema" | "role";

/** One grant: `u1=UC/s1`; grantee `p` is PUBLIC. */
export interface Grant {
    readonly grantee: string;
    readonly grantor: string;
    readonly privileges: string;
}

/** Where an option is a secret, an object or plain text, which may have been written as a name, without quotes. */
export type OptionValue =
    | { readonly text: string; readonly bare?: boolean }
    | { readonly number: string }
    | { readonly secret: string; readonly path: readonly string[] }
    | { readonly object: string; readonly path: readonly string[] }
    | { readonly list: readonly string[] }
    | { readonly brokers: readonly Broker[] }
    | { readonly privatelink: string; readonly path: readonly string[]; readonly port?: string | undefined };

export interface Broker {
    readonly address: string;
    readonly tunnel?:
        | {
              readonly kind: "SSH TUNNEL" | "AWS PRIVATELINK";
              readonly id: string;
              readonly path: readonly string[];
              readonly options: readonly [string, string][];
          }
        | undefined;
}

export interface ConnectionBody {
    readonly type: string;
    readonly options: Readonly<Record<string, OptionValue>>;
}

export interface SourceBody {
    readonly type: "kafka" | "progress" | "webhook" | "load-generator" | "subsource";
    readonly connectionId?: string | undefined;
    readonly topic?: string | undefined;
    readonly groupIdPrefix?: string | undefined;
    readonly envelope?: string | undefined;
    readonly keyFormat?: string | undefined;
    readonly valueFormat?: string | undefined;
    readonly progressId?: string | undefined;
    readonly url?: string | undefined;
    /** Seconds since 1970. */
    readonly createdAt?: number | undefined;
}

export interface ClusterBody {
    readonly managed: boolean;
    readonly size: string | null;
    readonly replicationFactor: number | null;
    readonly introspectionInterval: string | null;
    readonly introspectionDebugging: boolean;
    readonly availabilityZones?: readonly string[];
    /** When its replicas last changed, in seconds since 1970. */
    readonly changedAt?: number;
}

export interface RoleBody {
    readonly inherit: boolean;
    readonly superuser: boolean;
    readonly login?: boolean;
    readonly password?: string | undefined;
    readonly memberOf: readonly { readonly roleId: string; readonly grantor: string }[];
    readonly settings: Readonly<Record<string, string>>;
}

/** A column that an index is on, or an expression. */
export type IndexKey = { readonly column: string } | { readonly expression: string };

/** One object of the catalog. References are ids; changes make a new value. */
export interface CatalogObject {
    readonly kind: Kind;
    readonly id: string;
    readonly oid: number;
    readonly name: string;
    readonly databaseId?: string | undefined;
    readonly schemaId?: string | undefined;
    readonly clusterId?: string | undefined;
    readonly ownerId: string;
    readonly grants: readonly Grant[] | null;
    readonly uses: readonly string[];
    /** Comments by column; the object's own is under "". */
    readonly comments: Readonly<Record<string, string>>;
    /** The names of a relation's columns. */
    readonly columns?: readonly string[] | undefined;
    /** The columns that a default index is on, where they are not all. */
    readonly keys?: readonly string[] | undefined;
    readonly definition?: Doc | undefined;
    readonly query?: Doc | undefined;
    readonly asOf?: string | undefined;
    readonly secret?: string | undefined;
    readonly connection?: ConnectionBody | undefined;
    readonly source?: SourceBody | undefined;
    readonly table?:
        | ({ readonly sourceId?: string | undefined; readonly topic?: string | undefined } & Pick<
              SourceBody,
              "envelope" | "keyFormat" | "valueFormat"
          >)
        | undefined;
    readonly index?: { readonly onId: string; readonly keys: readonly IndexKey[] } | undefined;
    readonly cluster?: ClusterBody | undefined;
    readonly role?: RoleBody | undefined;
}

export const ITEM_KINDS: ReadonlySet<Kind> = new Set<Kind>([
    "secret",
    "connection",
    "source",
    "table",
    "view",
    "materialized-view",
    "index",
]);

export const isItem = (object: CatalogObject): boolean => ITEM_KINDS.has(object.kind);

/** A kind in a sentence: `materialized view`. */
export const spoken = (kind: Kind): string => kind.replace("-", " ");

/** A kind as a keyword: `MATERIALIZED VIEW`. */
export const keyword = (kind: Kind): string => spoken(kind).toUpperCase();
