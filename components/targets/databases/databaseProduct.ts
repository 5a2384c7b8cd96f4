import type * as pulumi from "@pulumi/pulumi";
import type { Transform } from "../../transform";
import type { IngestionContext } from "../ingestionContext";
import type { DatabaseIngestionArgs, DatabaseNetworks, HostServer, RdsServer } from "./databaseArgs";
import type { Server } from "./databaseServer";
import type { DatabaseIngestionTransform } from "./transforms";

/** The arguments of every ingestion from a database, besides what only one product has. */
export type AnyDatabaseArgs = DatabaseIngestionArgs<object, string, keyof DatabaseNetworks, string> & {
    readonly transform?: DatabaseIngestionTransform & {
        readonly connection?: Transform<never>;
        readonly source?: Transform<never>;
    };
};

/** The database of an ingestion, before its connection. */
export interface Prepared {
    readonly context: IngestionContext;
    readonly server: Server;
    /** The arguments of the database. */
    readonly given: (HostServer | RdsServer) & { readonly name?: pulumi.Input<string> };
}

/** What was created in the database, and what follows from it. */
export interface CreatedUpstream {
    /** The resources that the connection and the source wait for. */
    readonly created: readonly pulumi.Resource[];
    /** More arguments of the source. */
    readonly source: object;
    /** More outputs of the component. */
    readonly outputs: pulumi.Inputs;
}

/** The properties of one product. */
export interface DatabaseProduct<C, S> {
    /** The class of the component. */
    readonly type: string;
    /** The product in messages, and the last part of the name of the connection: `postgres`. */
    readonly product: "postgres" | "mysql" | "sqlserver";
    readonly port: number;
    /** The default mode of TLS, which requires it. */
    readonly sslMode: string;
    /** True if a connection leads to one database of the server. */
    readonly isNamed: boolean;
    /** The arguments that only this product has. */
    readonly required?: readonly string[];
    /** Lists what is wrong with them. */
    readonly problems?: () => readonly string[];
    /** Creates what must exist in the database before Materialize connects to it. Default: nothing. */
    readonly prepare?: (prepared: Prepared) => CreatedUpstream;
    readonly connection: (name: string, args: object, opts: pulumi.CustomResourceOptions) => C;
    readonly source: (name: string, args: object, opts: pulumi.CustomResourceOptions) => S;
}
