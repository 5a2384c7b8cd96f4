import { name, type Sql } from "../sql/sql";
import { referencePath } from "../values/reference";
import { type Fields, type Home, isAbsent, isFields, type Problem, type Site } from "../values/value";
import type { Kind, ObjectKind } from "./kind";

/** A place among the arguments; `secrets` are the paths that the program marked. */
export function siteOf(path: string, home: Home, secrets: readonly string[]): Site {
    const secret = secrets.some(marked => path === marked || path.startsWith(`${marked}.`) || path.startsWith(`${marked}[`));
    return {
        path,
        home,
        secret,
        part: step => siteOf(typeof step === "number" ? `${path}[${String(step)}]` : `${path}.${step}`, home, secrets),
        refuse: (reason): Problem[] => [{ path, reason }],
    };
}

/** The database and the schema that an object lies in: as the program says, else the defaults of when it was made. */
export function homeOf(kind: Kind, args: Fields): Home {
    if (kind.home !== undefined) return kind.home(args);
    const schema = located(kind, args, "schema");
    const database = located(kind, args, "database");
    const defaults = defaultHome(args);
    return {
        database: schema.at(-2) ?? database.at(-1) ?? defaults?.database ?? "",
        schema: schema.at(-1) ?? defaults?.schema ?? "",
    };
}

/** What the settings said when the object was made; `check` keeps it, so that a changed default moves nothing. */
export function defaultHome(args: Fields): Home | undefined {
    const home = args.__home;
    return isFields(home) ? { database: String(home.database), schema: String(home.schema) } : undefined;
}

/** Where the server says that an object lies. */
export const placeOf = (observed: { schema: string | null; database: string | null }): Home => ({
    schema: observed.schema ?? "",
    database: observed.database ?? "",
});

function located(kind: Kind, args: Fields, path: string): string[] {
    const given = kind.rows.some(row => row.path === path && row.place.in === "path") ? args[path] : undefined;
    return isAbsent(given) ? [] : referencePath(given);
}

/** The object's full name. */
export const targetOf = (kind: ObjectKind, args: Fields): Sql => nameIn(kind, homeOf(kind, args), String(args.name));

/** The full name of an object in a place. */
export function nameIn(kind: ObjectKind, home: Home, own: string): Sql {
    if (kind.scope === "none") return name(own);
    return kind.scope === "database" ? name(home.database, own) : name(home.database, home.schema, own);
}
