import { schemaInPostgres } from "../catalog/systemRelation";
import { quoted } from "./names";
import type { Style } from "./doc";

/** The style for PostgreSQL. Relations of users have their ids for names, since PostgreSQL's names are shorter than Materialize's. */
export const postgresStyle: Style = {
    ident: quoted,
    item: (id, path) => {
        const [schema = "", ...rest] = path;
        return id.startsWith("u") ? `data.${quoted(id)}` : [schemaInPostgres(schema), ...rest].map(quoted).join(".");
    },
    cluster: quoted,
    literal: text => text,
    builtin: path => quoted(path.at(-1) ?? ""),
    self: () => "",
    dialect: "postgres",
};
