import type * as pulumi from "@pulumi/pulumi";
import type { Privilege } from "../../common/privileges";
import {
    DefaultPrivilege,
    Grant,
    type GrantArgs,
    type MaterializeObject,
    type ObjectName,
    type ObjectRef,
    Role,
    RoleGrant,
} from "../../sdk";
import { defaultDatabase, type Selected } from "../../sdk/lookups/defaultDatabase";
import { providerFor } from "../../sdk/resource";
import { declaredDatabase } from "../../sdk/schema";
import { argumentProblems, type ArgumentShape, isGiven, isObject, listProblems, refuseArguments } from "../argumentShape";

/** Arguments of a {@link Reader} or {@link Writer}. */
export interface SchemaAccessArgs {
    /** The role that receives the privileges. Default: a new role with the name of the component. A change moves the privileges to the other role. */
    role?: ObjectRef<"Role">;
    /** The roles that become members of the role. Default: none. Each is a `RoleGrant`, which is created or deleted when the list changes. */
    members?: readonly ObjectRef<"Role">[];
    /** The schemas whose tables, views, materialized views and sources the role may use; at least one. */
    schemas: readonly ObjectRef<"Schema">[];
    /** The clusters on which the role may run queries. Default: none. */
    clusters?: readonly ObjectRef<"Cluster">[];
    /**
     * The roles that create objects in the schemas later: the role may use these objects too, as soon as they exist. Default: none. Objects of other roles are
     * granted at the next `pulumi up`, if the user is a member of their owner.
     */
    futureObjectsOf?: readonly ObjectRef<"Role">[];
    /** The profile of connection settings, a key of `materialize:profiles`. Default: the settings outside of profiles. A change replaces everything. */
    profile?: string;
}

const SHAPE: ArgumentShape = {
    required: ["schemas"],
    optional: ["role", "members", "clusters", "futureObjectsOf", "profile"],
};

/** Lists what is wrong with the arguments. */
function problemsOf(args: SchemaAccessArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    if (shape.length > 0) return shape;
    const lists = { members: "roles", clusters: "clusters", futureObjectsOf: "roles" } as const;
    return [
        ...listProblems("schemas", args.schemas, "schemas", 1),
        ...Object.entries(lists).flatMap(([key, items]) => {
            const value = args[key as keyof typeof lists];
            return isGiven(value) ? listProblems(key, value, items) : [];
        }),
    ];
}

type SchemaRef = ObjectRef<"Schema">;

/** Returns a schema that is a resource, or that a lookup has found; undefined for a name. */
const asObject = (schema: SchemaRef): MaterializeObject<"Schema"> | undefined =>
    isObject(schema) && "qualifiedName" in schema ? schema : undefined;

/** Returns the database of a schema that is given by its name with a database. */
const givenDatabase = (schema: SchemaRef): ObjectName["database"] =>
    isObject(schema) && "name" in schema && !("qualifiedName" in schema) ? schema.database : undefined;

/** Returns what distinguishes the databases of schemas in a program: their arguments. */
function databaseKey(schema: SchemaRef): unknown {
    const object = asObject(schema);
    const given = object === undefined ? givenDatabase(schema) : declaredDatabase(object);
    return isObject(given) && "name" in given && typeof given.name === "string" ? given.name : given;
}

/** Returns the name of the database in which a schema lies. */
const databaseOf = (schema: SchemaRef, settings: Selected): pulumi.Input<string> =>
    asObject(schema)?.qualifiedName.apply(firstName) ?? givenDatabase(schema) ?? defaultDatabase(settings);

/** Returns the first identifier of a qualified name: `d` of `"d"."s"`. */
const firstName = (qualifiedName: string): string =>
    (/^"((?:[^"]|"")*)"/u.exec(qualifiedName)?.[1] ?? qualifiedName).replaceAll('""', '"');

/** Materialize's own database and its schema. Every role has USAGE on them, and no user owns them, so that none can grant it. */
const OWN = { database: "materialize", schema: "public" };

/** Creates a grant unless it is on Materialize's own database or on what lies in it. */
function createOutsideOwn(schema: SchemaRef, settings: Selected, create: () => void): void {
    const database = databaseKey(schema);
    // The settings are known in each preview.
    if (database === undefined)
        defaultDatabase(settings).apply(name => {
            if (name !== OWN.database) create();
        });
    else if (database !== OWN.database) create();
}

const isOwnSchema = (schema: SchemaRef): boolean => (isObject(schema) && "name" in schema ? schema.name : schema) === OWN.schema;

/** Creates the role and the grants of a component, and returns the role. */
export function createSchemaAccess(
    component: pulumi.ComponentResource,
    name: string,
    args: SchemaAccessArgs,
    privileges: readonly Privilege[],
): ObjectRef<"Role"> {
    refuseArguments(component, problemsOf(args));
    const opts = { parent: component };
    const settings = { profile: args.profile, provider: providerFor("Schema", opts) };
    const common = args.profile === undefined ? {} : { profile: args.profile };
    const role = args.role ?? new Role(name, common, opts);
    const grant = (suffix: string, on: GrantArgs["on"], given: readonly Privilege[]): Grant =>
        new Grant(`${name}-${suffix}`, { ...common, on, role, privileges: [...given] }, opts);
    for (const [at, member] of (args.members ?? []).entries())
        new RoleGrant(`${name}-member-${String(at)}`, { ...common, role, member }, opts);
    const databases = new Map(args.schemas.map(schema => [databaseKey(schema), schema]));
    for (const [at, schema] of [...databases.values()].entries())
        createOutsideOwn(schema, settings, () =>
            grant(`database-${String(at)}`, { database: databaseOf(schema, settings) }, ["USAGE"]),
        );
    for (const [at, schema] of args.schemas.entries()) {
        const use = (): Grant => grant(`schema-${String(at)}`, { schema }, ["USAGE"]);
        if (isOwnSchema(schema)) createOutsideOwn(schema, settings, use);
        else use();
        grant(`tables-${String(at)}`, { allTables: true, in: { schema } }, privileges);
        for (const [of, forRole] of (args.futureObjectsOf ?? []).entries())
            new DefaultPrivilege(
                `${name}-future-${String(at)}-${String(of)}`,
                { ...common, on: "TABLES", forRole, grantee: role, schema, privileges: [...privileges] },
                opts,
            );
    }
    for (const [at, cluster] of (args.clusters ?? []).entries()) grant(`cluster-${String(at)}`, { cluster }, ["USAGE"]);
    return role;
}
