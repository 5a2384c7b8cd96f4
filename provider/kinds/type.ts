import { plainType, readColumns } from "../sql/columns";
import { join, sql } from "../sql/sql";
import { isWord, type Reader } from "../sql/reader";
import { isPhrase, itemsOf, symbol, type Tokens, word } from "../sql/tokens";
import { linesOf } from "../values/columns";
import { columnName, list } from "../values/list";
import { properties, type ShapeOf } from "../values/oneOf";
import { isUnnamed, type SqlType, sqlType, storedType } from "../values/sqlType";
import { isFields, valueSql, type ValueType } from "../values/value";
import { type Arguments, objectKind, type Rule } from "../statement/kind";
import { fixedClause, schemaObjectRows, withoutRename } from "../statement/rows";

const NO_ALTER = "Materialize cannot alter a type";

const listFields = properties({ elementType: sqlType }, ["elementType"]);
const mapFields = properties({ valueType: sqlType }, ["valueType"]);
const fieldProperties = properties({ name: columnName, type: sqlType }, ["name", "type"]);

/** Returns the options of a list or map in comparable form, each as its name and a type. */
const normalizedOptions = (tokens: Tokens): Tokens =>
    itemsOf(tokens.slice(1, -1)).flatMap(([first, second, ...rest]) => [
        ...[first, second].flatMap(token => token ?? []),
        ...plainType(rest[0]?.text === "=" ? rest.slice(1) : rest),
        symbol(","),
    ]);

/** Reads the option of a list or map that has a type. */
function readOption(from: Reader, words: readonly string[]): SqlType {
    const items = itemsOf(from.rest().slice(1, -1));
    const item = items.find(one => isPhrase(one, 0, words)) ?? from.fail(words.join(" "));
    const value = item.slice(words.length);
    return storedType(isWord(value[0], "=") ? value.slice(1) : value);
}

const listType: ValueType<ShapeOf<typeof listFields>> = {
    ...listFields,
    interpret: from => ({ elementType: readOption(from, ["ELEMENT", "TYPE"]) }),
    write: (value, context) => sql`(ELEMENT TYPE = ${valueSql(sqlType, value.elementType, context.child("elementType"))})`,
    normalize: normalizedOptions,
};

const mapType: ValueType<ShapeOf<typeof mapFields>> = {
    ...mapFields,
    interpret: from => ({ valueType: readOption(from, ["VALUE", "TYPE"]) }),
    write: (value, context) =>
        sql`(KEY TYPE = text, VALUE TYPE = ${valueSql(sqlType, value.valueType, context.child("valueType"))})`,
    normalize: normalizedOptions,
};

const field: ValueType<ShapeOf<typeof fieldProperties>> = {
    ...fieldProperties,
    write: (value, context) =>
        sql`${valueSql(columnName, value.name, context.child("name"))} ${valueSql(sqlType, value.type, context.child("type"))}`,
};

const fields = list(field, 1);

const rowType: typeof fields = {
    ...fields,
    write: (value, context) => linesOf(value.map((one, at) => valueSql(field, one, context.child(at)))),
    interpret: from => readColumns(from.rest()).map(one => ({ name: one.name, type: storedType(one.type) })),
    normalize: tokens =>
        readColumns(tokens).flatMap(({ name, type }) => [
            { ...word(name), kind: "quoted" as const },
            ...plainType(type),
            symbol(","),
        ]),
};

const FORMS = ["list", "map", "row"] as const;

const given = (args: Arguments): string[] => FORMS.filter(path => args.has(path));

const NAMED = "can only use named data types";

/** Refuses types that lists and maps cannot hold. */
const elementRules = (path: string): Rule[] => [
    {
        path,
        isBroken: args => isUnnamed(args.get(path)),
        reason: "must have a name: declare the list or map as a Type of its own, and give that one here",
        serverMessage: NAMED,
    },
    {
        path,
        isBroken: args => /^\s*(?:bp)?char(?:acter)?\s*(?:\(|$)/iu.test(String(args.get(path))),
        reason: 'cannot be char: write "text" or "varchar"',
        serverMessage: "embedding char type in a list or map not yet supported",
    },
];

const rules: readonly Rule[] = [
    { path: "list", isBroken: args => given(args).length === 0, reason: "is missing: give list, map or row" },
    {
        path: "map",
        isBroken: args => given(args).length > 1 && args.has("map"),
        reason: "cannot be given together with list or row: a type has one form",
    },
    {
        path: "row",
        isBroken: args => given(args).length > 1 && !args.has("map"),
        reason: "cannot be given together with list: a type has one form",
    },
    ...["list.elementType", "map.valueType"].flatMap(elementRules),
    {
        path: "row",
        isBroken: args => {
            const all = args.get("row");
            return Array.isArray(all) && all.some((one: unknown) => isFields(one) && isUnnamed(one.type));
        },
        reason: "has a field whose type has no name: declare the list or map as a Type of its own, and give that one here",
        serverMessage: NAMED,
    },
];

export const type = objectKind({
    name: "Type",
    object: "TYPE",
    scope: "schema",
    dryRun: { by: "block" },
    rows: [
        ...withoutRename(schemaObjectRows, "Materialize cannot rename a type"),
        fixedClause("list", "AS LIST", listType, NO_ALTER),
        fixedClause("map", "AS MAP", mapType, NO_ALTER),
        fixedClause("row", "AS", rowType, NO_ALTER),
    ],
    rules,
    create: parts => sql`CREATE TYPE ${parts.target}
    ${join(
        FORMS.flatMap(path => parts.clause(path)),
        "",
    )}`,
    catalog: { relation: "mz_catalog.mz_types", definition: "o.create_sql", type: "type", commentIsNoUse: true },
});
