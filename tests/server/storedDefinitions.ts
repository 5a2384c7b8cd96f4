import type { Client } from "pg";
import { catalogName } from "../../provider/statement/qualifiedName";

const OBJECTS = `SELECT o.type, d.name AS database, s.name AS schema, o.name FROM mz_objects o
 JOIN mz_schemas s ON s.id = o.schema_id JOIN mz_databases d ON d.id = s.database_id WHERE o.id LIKE 'u%'`;

/** Returns the definitions of all objects in schemas, as Materialize stores them. A list of one broker has one form. */
export async function storedDefinitions(client: Client): Promise<string[]> {
    const { rows } = await client.query<Record<"type" | "database" | "schema" | "name", string>>(OBJECTS);
    const definitions: string[] = [];
    for (const { type, ...names } of rows) {
        const name = catalogName(names);
        // SHOW CREATE does not support secrets.
        const query = type === "secret" ? "" : `SHOW CREATE ${type.replace("-", " ")} ${name}`;
        const created = query === "" ? [] : (await client.query<{ create_sql: string }>(query)).rows;
        definitions.push(...(query === "" ? [`secret ${name}`] : created.map(row => withListOfBrokers(row.create_sql))));
    }
    return definitions;
}

const withListOfBrokers = (definition: string): string =>
    definition.replace(/BROKER = (?<broker>'[^']*')/u, "BROKERS = ($<broker>)");
