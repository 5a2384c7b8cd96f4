import type { CatalogObject } from "../../../catalog/object";
import { failure } from "../../../errors";
import type { Scope } from "../../../session/plan";
import type { UpstreamDatabase } from "../../../world/world";
import { isConnection, type ConnectionBody } from "../../connection/body";
import { databaseOf } from "../../connection/databases";
import { plainText } from "../../connection/plainText";
import { MYSQL_ERRORS } from "../../connection/types/mysql";
import { POSTGRES_ERRORS } from "../../connection/types/postgres";
import { SQL_SERVER_ERRORS } from "../../connection/types/sqlServer";
import type { DatabaseSourceBody } from "../body";
import { productOf, type Product } from "./products";
import { createUser, hasPublication, tablesOf, type UpstreamTable } from "./upstreamTables";

const PORTS = { postgres: POSTGRES_ERRORS.port, mysql: MYSQL_ERRORS.port, "sql-server": SQL_SERVER_ERRORS.port } as const;

/** What a source can read: the database of its connection, and the tables that the user of the connection sees. */
export interface Upstream {
    readonly product: Product;
    readonly database: UpstreamDatabase;
    readonly tables: readonly UpstreamTable[];
}

/** Returns what a source of a connection can read. Refuses a publication that does not exist or is empty. */
export async function readUpstream(
    { world, catalog }: Scope,
    product: Product,
    { options }: ConnectionBody,
    publication: string | undefined,
): Promise<Upstream> {
    const database = databaseOf(world, product.type, options, PORTS[product.type]);
    const user = plainText(catalog, options.USER) ?? "";
    await createUser(world.upstreams, database, user);
    if (publication !== undefined && !(await hasPublication(world.upstreams, database, publication))) {
        const { message, detail } = product.unreachable(`publication ${publication} does not exist`);
        throw failure(message, "XX000", { detail });
    }
    const tables = await tablesOf(world.upstreams, database, user, publication);
    if (publication !== undefined && tables.length === 0)
        throw failure(`${product.label} source validation: PUBLICATION ${publication} is empty`);
    return { product, database, tables };
}

/** Returns what a source that exists can read now. */
export function upstreamOf(scope: Scope, { body }: CatalogObject<DatabaseSourceBody>): Promise<Upstream> {
    const connection = scope.catalog.item(body.connectionId);
    const product = productOf(body.type);
    if (!isConnection(connection) || !product) throw failure(`invalid id ${body.connectionId}`);
    return readUpstream(scope, product, connection.body, body.publication);
}

/** Returns the table that a reference names, by the last parts of its name. */
export function findReference({ product, database, tables }: Upstream, path: readonly string[]): UpstreamTable {
    const [name, schema, in_] = [...path].reverse();
    const isOf = (table: UpstreamTable): boolean =>
        table.name === name &&
        (schema === undefined || table.schema === schema) &&
        (in_ === undefined || (product.namesDatabase && in_ === database.database));
    const [found, other] = tables.filter(isOf);
    if (!found) throw failure(`reference to ${path.join(".")} not found in source`);
    if (other)
        throw failure(`reference ${path.join(".")} is ambiguous, consider specifying an additional layer of qualification`);
    return found;
}

/** Returns the references of a source that the catalog lists. */
export const referencesOf = ({ tables }: Upstream): DatabaseSourceBody["references"] =>
    tables.map(({ schema, name, columns }) => ({ namespace: schema, name, columns: columns.map(column => column.name) }));
