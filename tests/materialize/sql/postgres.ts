import { quoted } from "./names";
import type { Style } from "./doc";

/** As PostgreSQL takes it: the user's relations under their ids, since their names may be longer than PostgreSQL's. */
export const postgresStyle: Style = {
    ident: quoted,
    item: (id, path) => (id.startsWith("u") ? `data.${quoted(id)}` : path.map(quoted).join(".")),
    cluster: quoted,
    literal: text => text,
    builtin: path => quoted(path.at(-1) ?? ""),
    self: () => "",
    dialect: "postgres",
};
