import { kinds } from "../../provider/kinds";
import { isWord, Reader } from "../../provider/sql/reader";
import { closing, isPhrase, itemsOf, type Tokens } from "../../provider/sql/tokens";
import { hasSubject, type ObjectKind } from "../../provider/statement/kind";
import type { Statement } from "./statements";

/** Thrown for a statement from which no resource follows. */
export class NotTaken extends Error {}

/** An object as a CREATE statement has it. */
export interface Creation {
    readonly kind: ObjectKind;
    /** The name, with what the statement states of what the object lies in. */
    readonly path: readonly string[];
    /** The text after the name. */
    readonly rest: string;
}

/** The classes of objects that differ by a clause, and how the clause begins. */
const FORMS: readonly (readonly [name: string, clause: string])[] = [
    ["KafkaConnection", "TO KAFKA"],
    ["ConfluentSchemaRegistryConnection", "TO CONFLUENT SCHEMA REGISTRY"],
    ["SshTunnelConnection", "TO SSH TUNNEL"],
    ["AwsPrivatelinkConnection", "TO AWS PRIVATELINK"],
    ["AwsGlueSchemaRegistryConnection", "TO AWS GLUE SCHEMA REGISTRY"],
    ["AwsConnection", "TO AWS ("],
    ["GcpConnection", "TO GCP"],
    ["PostgresConnection", "TO POSTGRES"],
    ["MySqlConnection", "TO MYSQL"],
    ["SqlServerConnection", "TO SQL SERVER"],
    ["IcebergCatalogConnection", "TO ICEBERG CATALOG"],
    ["KafkaSource", "FROM KAFKA CONNECTION"],
    ["LoadGeneratorSource", "FROM LOAD GENERATOR"],
    ["PostgresSource", "FROM POSTGRES CONNECTION"],
    ["MySqlSource", "FROM MYSQL CONNECTION"],
    ["SqlServerSource", "FROM SQL SERVER CONNECTION"],
    ["WebhookSource", "FROM WEBHOOK"],
    ["SourceTable", "FROM SOURCE"],
    ["WebhookTable", "FROM WEBHOOK"],
    ["KafkaSink", "INTO KAFKA CONNECTION"],
    ["IcebergSink", "INTO ICEBERG CATALOG CONNECTION"],
];

const OBJECT_KINDS = [...kinds.values()].flatMap(kind => (hasSubject(kind) ? [] : [kind]));

/** The types of objects, longest first: CLUSTER REPLICA before CLUSTER. */
export const OBJECT_TYPES = [...new Set(OBJECT_KINDS.map(({ object }) => object))].sort((a, b) => b.length - a.length);

/** Reads a type of objects; undefined if none comes next. */
export const objectType = (from: Reader): string | undefined => OBJECT_TYPES.find(type => from.accept(...type.split(" ")));

/** Reads a CREATE statement; a cluster with replicas is several objects. */
export function creationsIn({ tokens, text }: Statement): Creation[] {
    const from = new Reader(tokens);
    from.expect("CREATE");
    from.accept("OR", "REPLACE");
    if (from.accept("TEMPORARY") || from.accept("TEMP")) throw new NotTaken("a temporary object ends with its session");
    const isDefault = from.accept("DEFAULT");
    const type = objectType(from);
    if (type === undefined) throw new NotTaken("no resource class has such an object");
    from.accept("IF", "NOT", "EXISTS");
    const isNamed = !["INDEX", "SINK"].includes(type) || !["ON", "IN", "FROM"].some(word => from.isNext(word));
    if (type === "SINK" && !isNamed) throw new NotTaken("the sink has no name: give it one");
    const path = isNamed ? from.path() : [];
    const after = from.rest();
    const restOf = (own: Tokens): string => text.slice(own[0]?.at ?? text.length, own.at(-1)?.end);
    if (type === "CLUSTER") return clusterIn(path, after, restOf);
    if (type === "CLUSTER REPLICA") return [{ kind: kindOf(type, after), path, rest: inParentheses(after, restOf) }];
    if (type === "INDEX")
        return [{ kind: kindOf(type, after), path: isNamed ? path : [indexName(after, isDefault)], rest: restOf(after) }];
    return [{ kind: kindOf(type, after), path, rest: restOf(after) }];
}

function kindOf(type: string, tokens: Tokens): ObjectKind {
    const all = OBJECT_KINDS.filter(({ object }) => object === type);
    const formed = FORMS.find(
        ([name, clause]) => all.some(kind => kind.name === name) && startOf(tokens, clause.split(" ")) >= 0,
    );
    const found = all.find(({ name }) => (formed === undefined ? !FORMS.some(([other]) => other === name) : name === formed[0]));
    if (found === undefined) throw new NotTaken(`no resource class has such a ${type.toLowerCase()}`);
    return found;
}

/** Returns where some words begin outside of parentheses; -1 if they do not occur. */
export function startOf(tokens: Tokens, words: readonly string[]): number {
    for (let at = 0; at < tokens.length; at++) {
        if (isPhrase(tokens, at, words)) return at;
        if (isWord(tokens[at], "(") || isWord(tokens[at], "[")) at = closing(tokens, at);
    }
    return -1;
}

/** Returns options with parentheses, without which clusters and replicas may be written. */
const inParentheses = (tokens: Tokens, textOf: (own: Tokens) => string): string =>
    isWord(tokens[0], "(") ? textOf(tokens) : `(${textOf(tokens)})`;

/** Returns a cluster and its replicas. `MANAGED` without `FALSE` means nothing. */
function clusterIn(path: readonly string[], tokens: Tokens, textOf: (own: Tokens) => string): Creation[] {
    const inner = isWord(tokens[0], "(") ? tokens.slice(1, -1) : tokens;
    const items = itemsOf(inner).filter(item => item.length > 0);
    const replicas = items.filter(item => isWord(item[0], "REPLICAS"));
    const options = items.filter(
        item => !replicas.includes(item) && !(isWord(item[0], "MANAGED") && !isWord(item.at(-1), "FALSE")),
    );
    const unmanaged = replicas.length > 0 && !options.some(item => isWord(item[0], "MANAGED")) ? ["MANAGED = FALSE"] : [];
    const named = replicas.flatMap(item => {
        const list = item.slice(item.findIndex(token => isWord(token, "(")) + 1, -1);
        return itemsOf(list).filter(one => one.length > 0);
    });
    return [
        { kind: kindOf("CLUSTER", []), path, rest: `(${[...unmanaged, ...options.map(textOf)].join(", ")})` },
        ...named.map(([name, ...list]) => ({
            kind: kindOf("CLUSTER REPLICA", []),
            path: [...path, name?.text ?? ""],
            rest: inParentheses(list, textOf),
        })),
    ];
}

/** Returns the name that Materialize gives to an index without one: that of the relation, and of the columns or `primary`. */
function indexName(tokens: Tokens, isDefault: boolean): string {
    const on = tokens.findIndex(token => isWord(token, "ON"));
    const open = tokens.findIndex((token, at) => at > on && isWord(token, "("));
    const relation = new Reader(tokens.slice(on + 1, open < 0 ? undefined : open)).path().at(-1) ?? "";
    if (isDefault || open < 0) return `${relation}_primary_idx`;
    const keys = itemsOf(tokens.slice(open + 1, closing(tokens, open)));
    return `${relation}_${keys.map(([first, ...more]) => (more.length === 0 ? (first?.text ?? "") : "expr")).join("_")}_idx`;
}
