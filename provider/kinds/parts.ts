import { join, keyword, name, type Sql, sql } from "../sql/sql";
import { isResource, type Reference, referencePath } from "../values/reference";
import { type Fields, type Home, isAbsent, isFields, isUnknown, type Problem, put, type Site } from "../values/value";
import type { Arguments, Kind, Parts, Row } from "./kind";

/** The arguments, asked by path. */
export const argumentsOf = (args: Fields): Arguments => {
    const get = (path: string): unknown =>
        path
            .split(".")
            .reduce<unknown>(
                (value, step) => (isFields(value) ? (value[step] ?? undefined) : isUnknown(value) ? value : undefined),
                args,
            );
    return { get, has: path => !isAbsent(get(path)) };
};

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

/** The database and the schema that an object lies in; a schema that is a resource brings its database. */
export function homeOf(args: Fields): Home {
    const last = (value: unknown): string | undefined => (isAbsent(value) ? undefined : referencePath(value as Reference).at(-1));
    const ofSchema = isResource(args.schema) ? referencePath(args.schema)[0] : undefined;
    return { database: ofSchema ?? last(args.database) ?? "", schema: last(args.schema) ?? "" };
}

/** The object's full name. */
export function targetOf(kind: Kind, args: Fields): Sql {
    const own = args.name as string;
    const home = homeOf(args);
    if (kind.scope === "none") return name(own);
    return kind.scope === "database" ? name(home.database, own) : name(home.database, home.schema, own);
}

/** An argument's value as SQL; undefined where it was left out. */
export function writeRow(row: Row, args: Fields, secrets: readonly string[]): Sql | undefined {
    const value = argumentsOf(args).get(row.path);
    return isAbsent(value) ? undefined : put(row.value, value, siteOf(row.path, homeOf(args), secrets));
}

/** The pieces of the statement that makes an object. */
export function partsOf(kind: Kind, args: Fields, secrets: readonly string[]): Parts {
    const written = (place: string): { row: Row; value: Sql }[] =>
        kind.rows.flatMap(row => {
            const value = row.place.in === place ? writeRow(row, args, secrets) : undefined;
            return value === undefined ? [] : [{ row, value }];
        });
    return {
        args,
        target: targetOf(kind, args),
        clause: path => written("clause").flatMap(({ row, value }) => (row.path === path ? [value] : [])),
        options: written("options").map(({ row, value }) => optionSql(row, value)),
        with: lastOptions(written("with").map(({ row, value }) => optionSql(row, value))),
    };
}

/** ` WITH (…)` on a line of its own, or nothing. */
export const lastOptions = (options: readonly Sql[]): Sql =>
    options.length === 0
        ? []
        : sql`
    WITH (${join(options, ", ")})`;

/** `NAME = value`. */
export const optionSql = (row: Row, value: Sql): Sql => sql`${keyword(optionName(row))} = ${value}`;

export const optionName = (row: Row): string => ("option" in row.place ? row.place.option : "");
