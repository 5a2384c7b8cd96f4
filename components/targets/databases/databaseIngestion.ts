import * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject, Secret, SourceKind, SourceTable, SshTunnelConnection } from "../../../sdk";
import { type Chosen, isGiven } from "../../argumentShape";
import type { PrivateLinkNetwork } from "../../networks/privateLink";
import type { SshBastionNetwork } from "../../networks/sshBastion";
import { pick } from "../../pick";
import { createTables } from "../createSources";
import { IngestionContext } from "../ingestionContext";
import { namesOf, networkOutputs } from "../outputs";
import { VALIDATIONS } from "../target";
import type { DatabaseTableSpec } from "./databaseArgs";
import type { DatabaseNetwork, DatabaseNetworkRow } from "./databaseNetworks";
import { checkDatabaseArgs } from "./databaseProblems";
import type { AnyDatabaseArgs, CreatedUpstream, DatabaseProduct, Prepared } from "./databaseProduct";
import { rdsServer, type Server } from "./databaseServer";

const NO_UPSTREAM: CreatedUpstream = { created: [], source: {}, outputs: {} };

/**
 * Base class of the ingestions from databases: a connection to a database, the network to it, a source, and its tables. `C` and `S` are the classes of the
 * connection and of the source, `N` is the key of the network, `T` is the union of the keys of the tables.
 */
export abstract class DatabaseIngestion<
    C extends MaterializeObject,
    S extends MaterializeObject<SourceKind>,
    N extends string,
    T extends string,
>
    extends pulumi.ComponentResource
{
    /** The connection, `<name>_postgres`, `<name>_mysql` or `<name>_sqlserver`. */
    public readonly connection: C;
    /** The source, `<name>_source`. */
    public readonly source: S;
    /** The tables, by their keys. */
    public readonly tables: Readonly<Record<T, SourceTable>>;
    /** The secrets that the component created, by key: `password`. */
    public readonly secrets: Readonly<Record<string, Secret>>;
    /** The network, with `network: { privateLink }`. */
    public readonly privateLink: "privateLink" extends N ? PrivateLinkNetwork : undefined;
    /** The network, with `network: { sshBastion }`. */
    public readonly bastion: "sshBastion" extends N ? SshBastionNetwork : undefined;
    /** The tunnel, with `network: { sshBastion }` or `{ sshTunnel }`. */
    public readonly sshTunnel: "sshBastion" extends N
        ? SshTunnelConnection
        : "sshTunnel" extends N
          ? SshTunnelConnection
          : undefined;

    /** Used by the ingestions of this package. */
    protected constructor(name: string, args: object, product: DatabaseProduct<C, S>, opts?: pulumi.ComponentResourceOptions) {
        super(`materialize:index:${product.type}`, name, {}, opts);
        const chosen = checkDatabaseArgs(this, args, product);
        const given = args as AnyDatabaseArgs;
        const context = contextOf(name, given, this);
        const { server, network, database } = reach(context, given, { chosen, product });
        const upstream = product.prepare?.({ context, server, given: database }) ?? NO_UPSTREAM;
        this.connection = product.connection(
            `${name}_${product.product}`,
            { ...connectionArgs(given, { context, server, product }), ...network.tunnel },
            { ...context.opts, dependsOn: [...(network.dependsOn ?? []), ...upstream.created] },
        );
        this.secrets = context.secrets;
        const read = pick(given, ["cluster"]);
        this.source = product.source(
            `${name}_source`,
            { ...context.objectArgs, ...read, connection: this.connection, ...upstream.source },
            { ...context.opts, dependsOn: [...upstream.created] },
        );
        this.tables = createTables((given.tables ?? {}) as Record<T, DatabaseTableSpec>, this.source, { context, read });
        this.privateLink = network.privateLink as typeof this.privateLink;
        this.bastion = network.bastion as typeof this.bastion;
        this.sshTunnel = network.sshTunnel as typeof this.sshTunnel;
        this.registerOutputs({ ...registered(this, network.privateLink?.connection), ...upstream.outputs });
    }
}

/** A database, and the network to it. */
interface Reached {
    readonly server: Server;
    readonly network: DatabaseNetwork;
    readonly database: Prepared["given"];
}

/** The network of the program, and the product. */
interface Choice {
    readonly chosen: Chosen<DatabaseNetworkRow<never>>;
    readonly product: Pick<DatabaseProduct<unknown, unknown>, "product" | "port">;
}

/** Looks up the database, and creates the network to it. */
function reach(context: IngestionContext, args: AnyDatabaseArgs, { chosen, product: { product, port } }: Choice): Reached {
    const { rds, host } = args.database;
    const database = rds ?? host;
    const privateLink = chosen.key === "privateLink" ? chosen.given : undefined;
    const own = database.port ?? port;
    const server =
        rds === undefined ? { host: host.host, port: own } : rdsServer(context, { rds, port: own, product, privateLink });
    const network = chosen.row.create(chosen.given as never, server, {
        context,
        common: { ...pick(args, ["tags", "profile"]), ...pick(server, ["region"]) },
        waits: validates(args),
    });
    return { server, network, database };
}

const validates = ({ validation = "connect" }: AnyDatabaseArgs): boolean => VALIDATIONS[validation].validate;

/** The entries of a transform that those of Kafka have too. */
const SHARED_TRANSFORMS = [
    ...(["secret", "table", "materializedView", "index"] as const),
    ...(["privateLink", "sshBastion", "sshTunnel", "allowMaterializeIps"] as const),
];

/** Returns the context of an ingestion. `database` is the one on the server, so that `schema` has that of the objects. */
function contextOf(name: string, args: AnyDatabaseArgs, parent: pulumi.ComponentResource): IngestionContext {
    const transform = pick(args.transform ?? {}, SHARED_TRANSFORMS);
    return new IngestionContext(name, { ...pick(args, ["schema", "owner", "profile"]), transform }, parent);
}

function connectionArgs(
    args: AnyDatabaseArgs,
    { context, server, product }: { context: IngestionContext; server: Server; product: DatabaseProduct<unknown, unknown> },
): object {
    const { name } = (args.database.rds ?? args.database.host) as { name?: pulumi.Input<string> };
    const { certificateAuthority } = args;
    return {
        ...context.objectArgs,
        ...pick(server, ["host", "port"]),
        user: args.auth.username,
        password: context.secret("password", args.auth.password),
        sslMode: args.sslMode ?? product.sslMode,
        ...(certificateAuthority === undefined ? {} : { ssl: { certificateAuthority } }),
        ...(product.isNamed && isGiven(name) ? { database: name } : {}),
        ...(validates(args) ? {} : { validate: false }),
    };
}

/** The outputs of an ingestion. */
type Outputs = Pick<
    DatabaseIngestion<MaterializeObject, MaterializeObject<SourceKind>, string, string>,
    "connection" | "source" | "tables" | "secrets"
> &
    Record<"bastion" | "sshTunnel", unknown>;

/** Returns the outputs of the component in the state: qualified names, and the address of the bastion. */
const registered = ({ tables, secrets, ...created }: Outputs, link: MaterializeObject | undefined): pulumi.Inputs => ({
    ...namesOf({ connection: created.connection, source: created.source }),
    ...{ tables: namesOf(tables), secrets: namesOf(secrets) },
    ...networkOutputs(link, created),
});
