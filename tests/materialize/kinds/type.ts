import { ofKind } from "../catalog/object";
import { catalogRelation, DEFINITIONS } from "../catalog/systemRelation";
import { failure } from "../errors";
import type { Plan, Scope } from "../session/plan";
import { commentOn, listInSchema } from "../show/listing";
import { bracket, commas, print, readable, renamed, type Doc } from "../sql/doc";
import { readType, type Reader, typeIn } from "../sql/query/reader";
import type { Kind } from "./kind";
import { createIn, newItem, readHead, refuseExisting, usesOf } from "./support/create";
import { reader } from "./support/reader";

interface TypeBody {
    readonly category: "list" | "pseudo" | "composite";
    /** The type that stands for it in PostgreSQL. */
    readonly postgres: string;
    /** The names of the fields. */
    readonly fields: readonly string[];
    /** The ids of the types of elements, keys and values. */
    readonly element?: string | undefined;
    readonly key?: string | undefined;
    readonly value?: string | undefined;
}

export const isType = ofKind<TypeBody>("type");

/** Types of lists, maps and rows that users create. */
export const type: Kind<TypeBody> = {
    name: "type",
    namespace: "schema",
    privileges: "U",
    statements: { create_type: { plan: createType } },
    relations: [
        catalogRelation(
            "mz_types",
            `id, oid, schema_id, name, body ->> 'category' AS category, owner_id, privileges, ${DEFINITIONS} FROM store.entry WHERE kind = 'type'
             UNION ALL SELECT id, 0::oid, schema_id, name, 'pseudo', 's1', '{s1=U/s1,=U/s1}'::store.mz_aclitem[], NULL::text, NULL::text FROM store.builtin WHERE type = 'type'`,
        ),
        catalogRelation(
            "mz_list_types",
            "id, body ->> 'element' AS element_id, NULL::store.list AS element_modifiers FROM store.entry WHERE kind = 'type' AND body ? 'element'",
        ),
        catalogRelation(
            "mz_map_types",
            `id, body ->> 'key' AS key_id, body ->> 'value' AS value_id, NULL::store.list AS key_modifiers, NULL::store.list AS value_modifiers
             FROM store.entry WHERE kind = 'type' AND body ? 'value'`,
        ),
    ],
    listings: [listInSchema("TYPES", `o.name, ${commentOn("'type'")}`, "mz_types")],
    showCreate: () => "plain",
    fields: ({ body }) => body.fields,
    renames: (object, id, path) => ({ ...object, definition: object.definition && renamed(object.definition, id, path) }),
};

/** The parts of a new type. */
interface Parts {
    readonly definition: Doc;
    readonly body: TypeBody;
}

function createType(scope: Scope): Plan {
    const { cursor } = scope;
    cursor.expect("CREATE", "TYPE");
    const head = readHead(scope);
    cursor.expect("AS");
    const source = reader(scope);
    const { definition, body } = cursor.take("LIST") ? readList(source) : cursor.take("MAP") ? readMap(source) : readRow(source);
    cursor.end();
    const plan = { tag: "CREATE TYPE", needs: { usage: usesOf(scope, [...source.uses]), rights: [createIn(head.schema)] } };
    refuseExisting(scope, head);
    const title: Doc = ["CREATE TYPE ", { self: "path" }, " AS "];
    const created = newItem<TypeBody>(scope, "type", head, {
        definition: { unbroken: [title, definition] },
        uses: [...source.uses],
        body,
    });
    return { ...plan, change: { put: [created] } };
}

function readList(source: Reader): Parts {
    const [element] = source.cursor.list(() => readOption(source, "LIST", "ELEMENT TYPE"));
    const body = { category: "list", postgres: "store.list", fields: [], element: element?.id } as const;
    return { definition: ["LIST ", bracket("(", element?.definition ?? "", ")")], body };
}

function readMap(source: Reader): Parts {
    const names = ["KEY TYPE", "VALUE TYPE"];
    const [key, value] = source.cursor.list(() => readOption(source, "MAP", names.shift() ?? ""));
    const definitions = [key, value].map((option): Doc => option?.definition ?? "");
    const body = { category: "pseudo", postgres: "store.map", fields: [], key: key?.id, value: value?.id } as const;
    return { definition: ["MAP ", bracket("(", commas(definitions), ")")], body };
}

function readRow(source: Reader): Parts {
    const { cursor } = source;
    const fields = cursor.list(() => {
        const name = cursor.identifier();
        const type = readType(source);
        checkNamed(type, `option ${name}`);
        return { name, definition: [{ ident: name }, " ", type] satisfies Doc };
    });
    const body = { category: "composite", postgres: "jsonb", fields: fields.map(({ name }) => name) } as const;
    return { definition: bracket("(", commas(fields.map(({ definition }) => definition)), ")"), body };
}

/** Reads an option whose value is a type, which must have a name. */
function readOption(source: Reader, form: string, name: string): { id: string | undefined; definition: Doc } {
    const { cursor } = source;
    cursor.expect(...name.split(" "));
    cursor.symbol("=");
    const type = readType(source);
    const found = checkNamed(type, `${form} option ${name}`);
    if (found.path.at(-1) === "bpchar") throw failure("embedding char type in a list or map not yet supported", "0A000");
    return { id: found.item, definition: [`${name} = `, type] };
}

/** Refuses a list or map without a name. */
function checkNamed(type: Doc, what: string): NonNullable<ReturnType<typeof typeIn>> {
    const found = typeIn(type);
    if (found !== undefined) return found;
    throw failure(
        `CREATE TYPE ... AS ${what} can only use named data types, but found unnamed data type ${print(type, readable)}. Use CREATE TYPE to create a named type first`,
    );
}
