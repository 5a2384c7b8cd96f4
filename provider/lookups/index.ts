import { egressBlockProblem } from "../../common/materializeValues";
import { kinds } from "../kinds";
import { hasSubject, type ObjectKind } from "../statement/kind";
import { qualifiedNameIn, catalogNamespace, argumentContext } from "../statement/qualifiedName";
import { ServerError } from "../session/errors";
import { offlineLookupError } from "../session/offline";
import type { Settings } from "../session/settings";
import { definitionText, name, sql, statementText } from "../sql/sql";
import { checkKeys } from "../values/keys";
import { checkName } from "../values/reference";
import type { ObjectScope } from "../values/schema";
import { type Fields, type Namespace, isAbsent, NO_NAMESPACE } from "../values/value";
import { type Config, lookupEnvironment } from "./lookupEnvironment";
import { EGRESS_IPS, objectsOf, SOURCE_REFERENCES } from "./queries";

/** The arguments of a lookup. */
export interface LookupArguments {
    readonly name?: string;
    readonly schema?: string;
    readonly database?: string;
    readonly cluster?: string | undefined;
    readonly profile?: string;
}

export type { Config } from "./lookupEnvironment";
export { serverOf } from "./lookupServer";

interface Found {
    readonly id: string;
    readonly name: string;
    readonly schema: string | null;
    readonly database: string | null;
    readonly cluster?: string;
}

type NamespaceArgument = "schema" | "database" | "cluster";

/** The arguments that give the namespace of an object, by the scope of its kind. */
const NAMESPACE_ARGUMENTS: Readonly<Record<ObjectScope, readonly NamespaceArgument[]>> = {
    schema: ["schema", "database"],
    database: ["database"],
    cluster: ["cluster"],
    none: [],
};

/** The arguments that a lookup of one object needs. A namespace has defaults, and a cluster has none. */
const requiredArguments = ({ scope }: ObjectKind): readonly (keyof LookupArguments)[] =>
    scope === "cluster" ? ["name", "cluster"] : ["name"];

/** Returns the object of a kind with a name. Throws if it does not exist. */
export async function getObject(config: Config, kindName: string, wanted: LookupArguments): Promise<Fields> {
    const kind = objectKind(kindName);
    refuseArguments(wanted, ["name", ...NAMESPACE_ARGUMENTS[kind.scope]], requiredArguments(kind));
    const { settings, rows } = lookupEnvironment(config, wanted.profile);
    const { cluster } = wanted;
    const namespace = { database: wanted.database ?? settings.database, schema: wanted.schema ?? settings.schema };
    const full = definitionText(qualifiedNameIn(kind, inCluster(namespace, cluster), String(wanted.name)));
    if (settings.offline) {
        const known = {
            kind: kindName,
            name: wanted.name,
            qualifiedName: full,
            ...pick({ ...namespace, cluster }, NAMESPACE_ARGUMENTS[kind.scope]),
        };
        throw offlineLookupError(`the ${kindName} ${full} is`, `in a preview use get${kindName}Output`, known);
    }
    const found = objectsIn(kind, await rows(objectsOf(kind))).find(object => object.qualifiedName === full);
    if (found === undefined) throw new Error(`there is no ${kind.name} ${full} in Materialize at ${address(settings)}`);
    return found;
}

/** Returns all objects of a kind, or those in a schema or database, in the order of their names. */
export async function getObjects(config: Config, kindName: string, wanted: LookupArguments): Promise<Fields[]> {
    const kind = objectKind(kindName);
    refuseArguments(wanted, NAMESPACE_ARGUMENTS[kind.scope], []);
    const { settings, rows } = lookupEnvironment(config, wanted.profile);
    if (settings.offline) throw offlineLookupError(`the objects of the kind ${kindName} are`, "name the objects instead");
    const matches = (object: Fields): boolean =>
        NAMESPACE_ARGUMENTS[kind.scope].every(key => isAbsent(wanted[key]) || object[key] === wanted[key]);
    const found = objectsIn(kind, await rows(objectsOf(kind))).filter(matches);
    return found.sort((a, b) => compare(String(a.qualifiedName), String(b.qualifiedName)));
}

/** Returns the database in which bare names are resolved. */
export const defaultDatabase = (config: Config, profile: string | undefined): string =>
    lookupEnvironment(config, profile).settings.database;

/** Returns the tables that a source can read, in the order of their names. Throws if the source does not exist. */
export async function sourceReferences(config: Config, wanted: LookupArguments): Promise<Fields[]> {
    refuseArguments(wanted, ["name", ...NAMESPACE_ARGUMENTS.schema], ["name"]);
    const { settings, rows } = lookupEnvironment(config, wanted.profile);
    const place = [wanted.database ?? settings.database, wanted.schema ?? settings.schema, String(wanted.name)] as const;
    const source = definitionText(name(...place));
    if (settings.offline) throw offlineLookupError(`the tables of the source ${source} are`, "name the tables instead");
    const found = (await rows(SOURCE_REFERENCES)).filter(row =>
        [row.database, row.schema, row.source].every((part, at) => part === place[at]),
    );
    if (found.length === 0) throw new Error(`there is no source ${source} in Materialize at ${address(settings)}`);
    return found
        .filter(row => row.table !== null)
        .map(row => ({
            reference: [row.namespace, row.table].filter(part => part !== null),
            ...(row.columns === null ? {} : { columns: row.columns }),
        }));
}

/** Returns Materialize's egress blocks. */
export async function egressIps(config: Config, wanted: LookupArguments): Promise<Fields[]> {
    refuseArguments(wanted, [], []);
    const { settings, rows } = lookupEnvironment(config, wanted.profile);
    if (settings.offline) throw offlineLookupError("Materialize's egress blocks are", "give them as cidrs");
    const blocks = (await rows(EGRESS_IPS)).map((row): Fields => ({ ...row }));
    // Programs open security groups to these blocks.
    const [problem] = blocks.flatMap(({ cidr }) => egressBlockProblem(cidr) ?? []);
    if (problem !== undefined) throw new Error(problem);
    return blocks;
}

/** Returns a system parameter with the value that `SHOW` prints. */
export async function systemParameter(config: Config, wanted: LookupArguments): Promise<Fields> {
    refuseArguments(wanted, ["name"], ["name"]);
    const { settings, rows } = lookupEnvironment(config, wanted.profile);
    const wantedName = String(wanted.name);
    if (settings.offline) {
        const known = { name: wantedName };
        throw offlineLookupError(`the system parameter "${wantedName}" is`, "in a preview use getSystemParameterOutput", known);
    }
    const missing = new Error(`there is no system parameter "${wantedName}" in Materialize at ${address(settings)}`);
    const answer = await rows(statementText(sql`SHOW ${name(wantedName)}`)).catch((error: unknown) => {
        throw error instanceof ServerError && error.sqlstate === UNKNOWN_PARAMETER ? missing : error;
    });
    const [value, ...others] = answer.flatMap(row => Object.values(row));
    if (typeof value !== "string" || others.length > 0) throw missing;
    return { name: wantedName, value };
}

const UNKNOWN_PARAMETER = "42704";

const address = ({ host, port }: Settings): string => `${host}:${String(port)}`;

const pick = (given: LookupArguments, keys: readonly NamespaceArgument[]): Fields =>
    Object.fromEntries(keys.map(key => [key, given[key]]));

const inCluster = (namespace: Namespace, cluster: string | undefined): Namespace =>
    cluster === undefined ? namespace : { database: cluster, schema: "" };

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function objectKind(kindName: string): ObjectKind {
    const kind = kinds.get(kindName);
    if (kind === undefined || hasSubject(kind)) throw new Error(`pulumi-materialize has no object of the kind ${kindName}`);
    return kind;
}

/** Throws if an argument of a lookup is unknown, missing or not a name. */
function refuseArguments(
    wanted: LookupArguments,
    names: readonly (keyof LookupArguments)[],
    required: readonly (keyof LookupArguments)[],
): void {
    const context = (path: string) => argumentContext(path, NO_NAMESPACE, []);
    const given = (["name", ...names] as const).filter(
        key => names.includes(key) && (required.includes(key) || !isAbsent(wanted[key])),
    );
    const problems = [
        ...checkKeys({ ...wanted }, [...names, "profile"], { ...context(""), child: step => context(String(step)) }),
        ...given.flatMap(key => checkName(wanted[key], context(key))),
    ];
    const [first] = problems;
    if (first !== undefined) throw new Error(`lookup: ${first.path} ${first.reason}`);
}

/** Returns the objects in rows, without absent properties and with the qualified name. */
const objectsIn = (kind: ObjectKind, rows: readonly Fields[]): Fields[] =>
    rows.map(row => {
        const found = row as unknown as Found;
        const present = Object.entries(row).filter(([, value]) => value !== null);
        const qualifiedName = definitionText(
            qualifiedNameIn(kind, inCluster(catalogNamespace(found), found.cluster), found.name),
        );
        return { ...Object.fromEntries(present), kind: kind.name, qualifiedName };
    });
