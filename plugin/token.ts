import { nearest } from "../common/nearest";
import { PACKAGE, TOKEN_PREFIXES } from "../common/tokens";
import { helpers } from "../provider/helpers";
import type { HelperKind } from "../provider/helpers/helperKind";
import { kinds } from "../provider/kinds";
import type { AnyKind } from "../provider/statement/kind";

/** What the engine tells of a resource beside its properties. */
export interface Subject {
    readonly urn: string;
    /** The type token: `materialize:index:Secret`. */
    readonly token: string;
    /** The name in the program. */
    readonly name: string;
    /** The types of the parents, separated by `$`; empty for a resource without one. */
    readonly parents: string;
}

/** Reads a URN: `urn:pulumi:stack::project::parents$type::name`. */
export function subjectOf(urn: string): Subject {
    const [, , types = "", ...name] = urn.split("::");
    const chain = types.split("$");
    return { urn, token: chain.at(-1) ?? "", name: name.join("::"), parents: chain.slice(0, -1).join("$") };
}

/** Returns the resource class of a resource that an argument refers to; the whole type if the resource is of another package. */
export function classOf(token: string): string {
    const own = Object.values(TOKEN_PREFIXES).find(prefix => token.startsWith(prefix));
    return own === undefined ? token : token.slice(own.length);
}

/** Returns the kind of a token that the plugin serves, or the helper kind that a component uses. Throws for any other token. */
export function servedKind(token: string): AnyKind | HelperKind {
    const name = token.startsWith(TOKEN_PREFIXES.plugin) ? classOf(token) : undefined;
    const kind = name === undefined ? undefined : (kinds.get(name) ?? helpers.get(name));
    if (kind !== undefined) return kind;
    if (token.startsWith(`${PACKAGE}:index/`)) throw new Error(ofBridge(token));
    const meant = nearest(name ?? token, [...kinds.keys()]);
    const hint = meant === undefined ? "" : `; did you mean ${TOKEN_PREFIXES.plugin}${meant}?`;
    throw new Error(`the plugin of pulumi-materialize has no resource of the type ${token}${hint}`);
}

/** The plugin with the same name before version 1, which this package does not continue, had tokens such as `materialize:index/secret:Secret`. */
const ofBridge = (token: string): string =>
    `${token} is a type of the plugin materialize 0.x, which is another product: version 1 has other resources and cannot manage it. Nothing was changed. Either keep that version for this stack (remove plugins.providers from Pulumi.yaml, or let the resource option version be 0.4.1), or let Pulumi forget the resource with \`pulumi state delete\`, which drops nothing in Materialize, and declare it with this package and adopt: true`;
