import { type Sql, sql } from "../../sql/sql";
import { parameterName, parameterSql } from "../../values/parameters";
import type { Fields, ValueType } from "../../values/value";
import { type Row, row, type StatementParts } from "../../statement/kind";
import { fixedClause } from "../../statement/rows";

/** Declares the name of a parameter. */
export const parameterNameRow = fixedClause("name", "", parameterName, "another name is another parameter", { required: true });

/** Declares the value of a parameter. */
export const parameterValueRow = <V>(value: ValueType<V>): Row<"value", V> =>
    row({ path: "value", value, required: true, position: { in: "clause", after: "" }, change: { by: "parameter" } });

/** Returns the name of a parameter as the catalog has it. */
export const parameterOf = ({ name }: Fields): string => String(name);

/** Returns the name of a parameter as SQL. */
export const parameterIn = (parts: StatementParts): Sql => parts.clause("name").flat();

/** Returns the value of a parameter as SQL. */
export const valueIn = (parts: StatementParts): Sql =>
    parameterSql(parts.args.name, parts.args.value, sql`${parts.clause("value").flat()}`);
