import type { Fields } from "../../../provider/values/value";
import { resource } from "../../provider/support";

/** One argument that changes. */
export interface Case {
    readonly path: string;
    /** What differs from the base before; `undefined` takes an argument away. */
    readonly from?: Fields;
    /** What differs afterwards. */
    readonly to: Fields;
    /** Arguments that cannot stay as they are when this one changes. */
    readonly also?: readonly string[];
    /** What the recorded server says to the statement, where it has the feature switched off. */
    readonly refusal?: string;
}

/** The arguments of one kind. */
export interface KindCases {
    readonly kind: string;
    /** What must be there. */
    readonly setup: readonly string[];
    /** Arguments that are right. */
    readonly base: Fields;
    readonly cases: readonly Case[];
}

/** An object of the setup, as another resource. */
export const made = (name: string): Fields => resource(`id of ${name}`, `"materialize"."public"."${name}"`);

/** What the cases of every kind refer to. */
export const COMMON_SETUP = ["CREATE ROLE team", "GRANT team TO materialize", "CREATE SCHEMA other", "CREATE DATABASE elsewhere"];

export const common: readonly Case[] = [
    { path: "name", to: { name: "renamed" } },
    { path: "comment", to: { comment: "it's" } },
    { path: "owner", to: { owner: "team" } },
    { path: "profile", to: { profile: "other" } },
    { path: "cascade", to: { cascade: true } },
    { path: "adopt", to: { adopt: true } },
];

export const inSchema: readonly Case[] = [
    ...common,
    { path: "database", to: { database: "elsewhere" } },
    { path: "schema", to: { schema: "other" } },
];

/** Without those of an argument that the kind does not have. */
export const without = (cases: readonly Case[], ...paths: readonly string[]): Case[] =>
    cases.filter(({ path }) => !paths.includes(path));
