import { quoteName } from "../../provider/sql/sql";
import type { Scope } from "../../provider/values/schema";
import type { Namespace } from "../../provider/values/value";

/** What the names in a file mean: the settings of the session that runs it. */
export class Session {
    database: string;
    /** The schemas in which an unqualified name is searched. New objects lie in the first one. */
    searchPath: readonly string[];
    cluster: string | undefined;

    constructor(home: Namespace) {
        this.database = home.database;
        this.searchPath = [home.schema];
    }

    get namespace(): Namespace {
        return { database: this.database, schema: this.searchPath[0] ?? "public" };
    }

    /** Sets a parameter, and returns true if names depend on it. */
    set(parameter: string, values: readonly string[]): boolean {
        const [value = ""] = values;
        if (parameter === "database") this.database = value;
        else if (parameter === "schema") this.searchPath = [value];
        else if (parameter === "search_path") this.searchPath = values;
        else if (parameter === "cluster") this.cluster = value;
        else return false;
        return true;
    }

    /** Returns a path with what the object lies in. `exists` tells whether the files create an object of a qualified name. */
    pathOf(path: readonly string[], scope: Scope, exists: (qualifiedName: string) => boolean): readonly string[] {
        const [name = "", container, database = this.database] = path.toReversed();
        if (scope === "none") return [name];
        if (scope === "database") return [container ?? this.database, name];
        const schemas = container === undefined ? this.searchPath : [container];
        const found = schemas.find(schema => exists(qualifiedNameOf([database, schema, name])));
        return [database, found ?? schemas[0] ?? "public", name];
    }
}

/** Returns a path as the qualified name of an object. */
export const qualifiedNameOf = (path: readonly string[]): string => path.map(quoteName).join(".");
