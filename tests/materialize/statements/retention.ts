import { hasCapability } from "../../../common/versions";
import { typeKeyword, type CatalogObject } from "../catalog/object";
import { withArticle } from "../catalog/resolve";
import { failure } from "../errors";
import type { Kind } from "../kinds/kind";
import { missing } from "../kinds/support/create";
import { unavailable } from "../kinds/support/features";
import { readRetention, RETENTION_FLAG } from "../kinds/support/retention";
import type { Plan, Scope } from "../session/plan";
import { isSource } from "../kinds/source/body";
import { checkInterval } from "../kinds/source/interval";
import { isWord, type Cursor } from "../sql/cursor";
import { bracket, commas, type Doc } from "../sql/doc";
import { debug } from "../sql/names";

/** Plans ALTER … SET (RETAIN HISTORY = FOR …) and RESET (RETAIN HISTORY). */
export function alterRetention(scope: Scope): Plan {
    const { cursor, resolver, catalog } = scope;
    cursor.expect("ALTER");
    const kind = catalog.registry.readKind(cursor);
    const skip = cursor.take("IF", "EXISTS");
    const path = cursor.path();
    const object = skip && !resolver.findItem(path) ? undefined : target(scope, kind, path);
    const type = typeKeyword(kind.name);
    const tag = `ALTER ${type}`;
    if (!object) return { tag, notices: [missing(type, path)] };
    const reset = cursor.take("RESET");
    if (!reset) cursor.expect("SET");
    const retained = kind.retention?.(object);
    if (retained === "refused") throw failure(`${type} does not support RETAIN HISTORY`);
    if (hasCapability(catalog.registry.version.number, "alterTimestampInterval") && takesInterval(cursor))
        return alterInterval(scope, object, reset);
    const [retention] = cursor.list(() => readOption(scope, kind, reset));
    const needs = { owner: [object] };
    if (retained !== "fails")
        return {
            tag,
            needs,
            change: { put: [withOption(object, "RETAIN HISTORY", retention && `RETAIN HISTORY = FOR ${retention}`)] },
        };
    // Materialize plans the statement, and fails when it writes the option into the definition.
    const refuse = (): never => {
        throw failure("internal error: planner should have rejected invalid alter retain history item type");
    };
    return { tag, needs, validate: () => Promise.resolve().then(refuse) };
}

/** Returns the object to change. The error of TIMESTAMP INTERVAL for another kind quotes the name. */
function target({ cursor, resolver }: Scope, kind: Kind, path: readonly string[]): CatalogObject {
    const ofInterval = cursor.atSymbol("(", 1) && isWord(cursor.peek(2), "TIMESTAMP");
    const found = ofInterval ? resolver.item(path) : undefined;
    if (found && found.kind !== kind.name)
        throw failure(`${debug(resolver.minimal(found))} is ${withArticle(found.kind)} not a source`);
    return resolver.itemOf(kind.name, path);
}

/** True if the next tokens are the start of the option TIMESTAMP INTERVAL. */
const takesInterval = (cursor: Cursor): boolean => cursor.atSymbol("(") && isWord(cursor.peek(1), "TIMESTAMP");

/** Plans a change of TIMESTAMP INTERVAL, which must be within the bounds of the server. */
function alterInterval({ cursor }: Scope, object: CatalogObject, reset: boolean): Plan {
    if (isSource(object) && object.body.type === "webhook") throw failure("cannot ALTER this type of source");
    const [option] = cursor.list((): Doc | undefined => {
        if (!cursor.take("TIMESTAMP", "INTERVAL")) throw failure("TIMESTAMP INTERVAL must be only option");
        if (reset) return undefined;
        cursor.symbol("=");
        return checkInterval(cursor.string());
    });
    return {
        tag: "ALTER SOURCE",
        needs: { owner: [object] },
        change: { put: [withOption(object, "TIMESTAMP INTERVAL", option)] },
    };
}

function readOption(scope: Scope, kind: Kind, reset: boolean): string | undefined {
    const { cursor, session } = scope;
    if (cursor.take("TIMESTAMP", "INTERVAL"))
        throw failure(`Cannot modify the TIMESTAMP INTERVAL of a ${typeKeyword(kind.name)}.`);
    cursor.expect("RETAIN", "HISTORY");
    if (!reset) return readRetention(scope);
    if (!session.enabled(RETENTION_FLAG)) throw unavailable("RETAIN HISTORY", RETENTION_FLAG);
    return undefined;
}

/** Returns an object whose definition has another value of an option, or none. */
function withOption(object: CatalogObject, name: string, given: Doc | undefined): CatalogObject {
    const definition = object.definition ?? "";
    const options = findOptions(definition) ?? [];
    const position = options.findIndex(option => typeof option === "string" && option.startsWith(name));
    const added = given === undefined ? [] : [given];
    const others =
        position < 0
            ? [...options, ...added]
            : position === options.length - 1
              ? [...options.slice(0, -1), ...added]
              : replaced(options, position, added);
    return { ...object, definition: withOptions(definition, others) };
}

/** Replaces an option. Without a substitute, the last option moves to its position. */
function replaced(options: readonly Doc[], position: number, added: readonly Doc[]): Doc[] {
    const [substitute = ""] = added.length > 0 ? added : options.slice(-1);
    const kept = added.length > 0 ? options : options.slice(0, -1);
    return kept.map((option, index) => (index === position ? substitute : option));
}

interface Bracket {
    readonly group: readonly [
        left: string,
        inner: { readonly nest: readonly [Doc, { readonly group: readonly Doc[] }] },
        ...rest: Doc[],
    ];
}

const isOptions = (doc: Doc): doc is Doc & Bracket =>
    typeof doc === "object" && "group" in doc && Array.isArray(doc.group) && doc.group[0] === "WITH (";

const isComma = (doc: Doc): boolean => Array.isArray(doc) && doc[0] === ",";

/** Returns the options in the WITH clause of a definition. */
function findOptions(doc: Doc): readonly Doc[] | undefined {
    if (isOptions(doc)) return doc.group[1].nest[1].group.filter(part => !isComma(part));
    const parts = partsOf(doc);
    for (const part of parts) {
        const found = findOptions(part);
        if (found) return found;
    }
    return undefined;
}

function partsOf(doc: Doc): readonly Doc[] {
    if (typeof doc === "string") return [];
    if (Array.isArray(doc)) return doc as readonly Doc[];
    if ("group" in doc) return [doc.group];
    return "nest" in doc ? [doc.nest] : [];
}

/** Returns a definition with other options. A new WITH clause is the last clause, as in a source. */
function withOptions(definition: Doc, options: readonly Doc[]): Doc {
    const clause = bracket("WITH (", commas(options), ")");
    const known = findOptions(definition);
    if (known) return rewritten(definition, options.length > 0 ? clause : undefined);
    const clauses = (definition as { readonly group: readonly Doc[] }).group;
    return options.length > 0 ? { group: [...clauses, { line: " " }, clause] } : definition;
}

/** Returns a definition with another WITH clause. Without one, the space before the clause is removed too. */
function rewritten(doc: Doc, clause: Doc | undefined): Doc {
    if (typeof doc === "string") return doc;
    if (isOptions(doc)) return clause ?? "";
    if (Array.isArray(doc)) {
        const parts = doc as readonly Doc[];
        const at = parts.findIndex(isOptions);
        if (at < 0) return parts.map(part => rewritten(part, clause));
        return clause === undefined
            ? [...parts.slice(0, at - 1), ...parts.slice(at + 1)]
            : parts.map(part => (isOptions(part) ? clause : part));
    }
    if ("group" in doc) return { group: rewritten(doc.group, clause) };
    return "nest" in doc ? { nest: rewritten(doc.nest, clause) } : doc;
}
