import * as pulumi from "@pulumi/pulumi";
import { readTable, TABLE_TEXT, type TableName, upstreamStatements } from "../../../common/postgresUpstream";
import {
    type ArgumentShape,
    describe,
    isGiven,
    isObject,
    isOutput,
    isPlainObject,
    listProblems,
    property,
    shapeProblems,
} from "../../argumentShape";
import { pick } from "../../pick";
import { PostgresPublication, PostgresReplicationRole } from "../helperResources";
import type { AnyDatabaseArgs, CreatedUpstream, Prepared } from "./databaseProduct";

/** A user of PostgreSQL that creates the publication and the role, and the way to the database from where Pulumi runs. */
export interface UpstreamAdmin {
    /** The user. It owns the tables, may create objects in the database, and may create roles: on Amazon RDS, for example the master user. */
    username: pulumi.Input<string>;
    /** The password. It is stored encrypted in the state, since a delete needs it. */
    password: pulumi.Input<string>;
    /** The host with which Pulumi connects, if it is another one than Materialize's: for example `localhost`, for a port that is forwarded. Default: that of `database`. */
    host?: pulumi.Input<string>;
    /** The port with which Pulumi connects. Default: that of `database`. */
    port?: pulumi.Input<number>;
}

/** A publication, and the role of Materialize, that Pulumi creates in the database. */
export interface CreatePublication {
    /** The name of the publication. Default: `materialize_` and the name of the component. Changing it creates another one, and replaces the source. */
    name?: pulumi.Input<string>;
    /**
     * The tables of the publication, each with its schema, as in SQL: `public.orders`, `public."Orders"`. Default: those of `tables`. Adding one adds it to the
     * publication, sets its `REPLICA IDENTITY` to `FULL` and grants `SELECT` on it; removing one takes all of that back.
     */
    tables?: string[];
    /** The user with which Pulumi connects. */
    admin: UpstreamAdmin;
    /**
     * True to create the role `auth.username`, with `auth.password`, the right to replicate, and `SELECT` on the tables. `false` for a role that exists, which is not
     * changed. Default: `true`.
     */
    role?: boolean;
}

/**
 * The arguments of PostgreSQL that decide what is created there.
 *
 * @internal
 */
export interface UpstreamArgs {
    readonly publication: pulumi.Input<string> | { readonly create: CreatePublication };
}

const ADMIN: ArgumentShape = { required: ["username", "password"], optional: ["host", "port"] };
const CREATE: ArgumentShape = { required: ["admin"], optional: ["name", "tables", "role"], nested: { admin: ADMIN } };
const PUBLICATION: ArgumentShape = { required: ["create"], nested: { create: CREATE } };

const createOf = (publication: unknown): CreatePublication | undefined =>
    property(publication, "create") as CreatePublication | undefined;

/**
 * Lists what is wrong with the publication, and with what its creation needs.
 *
 * @internal
 */
export function upstreamProblems({ publication, tables, auth }: AnyDatabaseArgs & UpstreamArgs): string[] {
    if (typeof publication === "string" || isOutput(publication)) return [];
    if (!isPlainObject(publication))
        return [`publication takes the name of a publication, or { create: { … } }, not ${describe(publication)}`];
    const shape = shapeProblems("publication", publication, PUBLICATION);
    if (shape.length > 0) return shape;
    const { tables: given, role = true } = createOf(publication) ?? {};
    return [
        ...(typeof role === "boolean" ? [] : [`publication.create.role takes true or false, not ${describe(role)}`]),
        ...(isGiven(given) ? tableTexts(given) : Object.entries(tables ?? {}).flatMap(referenceProblems)),
        ...(role ? (["username", "password"] as const).flatMap(part => secretProblems(part, auth[part])) : []),
    ];
}

function tableTexts(given: unknown): string[] {
    const list = listProblems("publication.create.tables", given, "tables", 1);
    if (list.length > 0) return list;
    return (given as readonly unknown[]).flatMap((table, at) =>
        typeof table === "string" && readTable(table) !== undefined
            ? []
            : [
                  `publication.create.tables[${String(at)}] takes ${TABLE_TEXT}, not ${typeof table === "string" ? JSON.stringify(table) : describe(table)}`,
              ],
    );
}

const referenceProblems = ([key, { reference }]: [string, { readonly reference: unknown }]): string[] =>
    !Array.isArray(reference) || reference.length === 2
        ? []
        : [
              `tables.${key}.reference takes the schema and the name of the table, such as ["public", "orders"], since the publication is created from it`,
          ];

const secretProblems = (part: string, value: unknown): string[] =>
    isObject(value) && "qualifiedName" in value
        ? [
              `auth.${part} is a Secret, whose value Pulumi cannot read, and the role is created with it: set the text itself, for example config.requireSecret("${part}"), or write publication.create.role: false`,
          ]
        : [];

/**
 * A database that is prepared, by Pulumi or by the statements.
 *
 * @internal
 */
export interface PreparedPostgres extends CreatedUpstream {
    readonly statements: pulumi.Output<string[]>;
}

/**
 * Creates the publication and the role, if the program asks for it.
 *
 * @internal
 */
export function createUpstream(args: AnyDatabaseArgs & UpstreamArgs, prepared: Prepared): PreparedPostgres {
    const create = isOutput(args.publication) ? undefined : createOf(args.publication);
    const { name } = prepared.context;
    const publication =
        create === undefined ? (args.publication as pulumi.Input<string>) : (create.name ?? `materialize_${name}`);
    const tables = tablesOf(args, create);
    const statements = pulumi
        .all([pulumi.output(publication), tables, pulumi.output(prepared.given.name), usernameOf(args)])
        .apply(([known, all, database = "", role]) =>
            upstreamStatements({ publication: known, tables: all, database, role, isRds: isGiven(args.database.rds) }),
        );
    const { source, created } =
        create === undefined
            ? { source: { publication }, created: [] }
            : createdIn(args, create, { ...prepared, publication, tables });
    return { source, created, statements, outputs: { upstreamStatements: statements } };
}

/** The role in statements, if its name is in a secret. */
const usernameOf = ({ auth: { username } }: AnyDatabaseArgs): pulumi.Input<string> =>
    isObject(username) && "qualifiedName" in username ? "<username>" : username;

/** Returns the tables of the publication. */
function tablesOf({ tables = {} }: AnyDatabaseArgs, create: CreatePublication | undefined): pulumi.Output<TableName[]> {
    const given = create?.tables?.flatMap(table => [readTable(table) ?? []]);
    const references = given ?? Object.values(tables).map(({ reference }) => reference);
    return pulumi.output(references).apply(all => {
        const texts = new Set(all.map(reference => JSON.stringify(reference)));
        return [...texts].map(table => JSON.parse(table) as TableName);
    });
}

interface Upstream extends Prepared {
    readonly publication: pulumi.Input<string>;
    readonly tables: pulumi.Output<TableName[]>;
}

function createdIn(
    args: AnyDatabaseArgs,
    { admin, role = true }: CreatePublication,
    { context, server, given, publication, tables }: Upstream,
): Pick<CreatedUpstream, "source" | "created"> {
    const { name, opts } = context;
    const { certificateAuthority, sslMode = "require" } = args;
    const isForwarded = isGiven(admin.host);
    const access = {
        ...{ host: admin.host ?? server.host, port: admin.port ?? server.port, database: given.name, sslMode },
        ...{ user: admin.username, password: pulumi.secret(admin.password) },
        ...(certificateAuthority === undefined ? {} : { certificateAuthority }),
        ...(isForwarded ? { serverName: server.host } : {}),
    };
    const profile = pick(context.objectArgs, ["profile"]);
    const created = new PostgresPublication(`${name}-publication`, { access, name: publication, tables, ...profile }, opts);
    const source = { publication: created.name };
    if (!role) return { source, created: [created] };
    const login = new PostgresReplicationRole(
        `${name}-role`,
        {
            ...{ access, tables, replicates: true, ...profile },
            ...{ name: args.auth.username, password: pulumi.secret(args.auth.password as pulumi.Input<string>) },
        },
        // The publication checks the settings of the server first.
        { ...opts, dependsOn: created },
    );
    return { source, created: [created, login] };
}
