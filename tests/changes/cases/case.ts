import { type Capability, hasCapability } from "../../../common/versions";
import type { Fields } from "../../../provider/values/value";
import { resource } from "../../provider/support";

/** A statement that creates what cases refer to, and what a server must be able to do to take it, if not every version does. */
export type SetupStatement = string | { readonly since: Capability; readonly statement: string };

/** Returns the statements of a setup that a server of a version takes. */
export const statementsFor = (setup: readonly SetupStatement[], version: number): string[] =>
    setup.flatMap(one => {
        if (typeof one === "string") return [one];
        return hasCapability(version, one.since) ? [one.statement] : [];
    });

/** A change of one argument. */
export interface Case {
    readonly path: string;
    /** The arguments before the change that differ from the base; `undefined` removes an argument. */
    readonly from?: Fields;
    /** The arguments after the change that differ from those before it. */
    readonly to: Fields;
    /** The arguments that have to change with this one. */
    readonly also?: readonly string[];
    /** Why a real server does not answer the change. */
    readonly onlyLocal?: string;
    /** The error of the recorded server if it refuses the statement, for example since the feature is switched off. */
    readonly refusal?: string;
}

/** Makes the role of the tests a superuser, until the environment is emptied. */
export const AS_SUPERUSER = "ALTER ROLE materialize SUPERUSER";

/** The changes of all arguments of one kind. */
export interface KindCases {
    readonly kind: string;
    /** The statements that create the objects which the cases refer to. */
    readonly setup: readonly SetupStatement[];
    /** Valid arguments, which each case changes. */
    readonly base: Fields;
    readonly cases: readonly Case[];
    /** Why only the local Materialize can run the cases. Default: every server can. */
    readonly onlyLocal?: string;
}

/** Returns a reference to an object of the setup, in the form of a resource. */
export const setupObject = (name: string): Fields => resource(`id of ${name}`, `"materialize"."public"."${name}"`);

/** Creates the roles, schemas and databases that the cases of every kind refer to. */
export const COMMON_SETUP = ["CREATE ROLE team", "GRANT team TO materialize", "CREATE SCHEMA other", "CREATE DATABASE elsewhere"];

/** The cases of the arguments that every kind of object has. */
export const commonCases: readonly Case[] = [
    { path: "name", to: { name: "renamed" } },
    { path: "comment", to: { comment: "it's" } },
    { path: "owner", to: { owner: "team" } },
    { path: "profile", to: { profile: "other" } },
    { path: "cascade", to: { cascade: true } },
    { path: "adopt", to: { adopt: true } },
    { path: "identifyBy", from: { identifyBy: "id" }, to: { identifyBy: "name" } },
];

/** The cases of the arguments that every kind of object in a schema has. */
export const schemaCases: readonly Case[] = [
    ...commonCases,
    { path: "database", to: { database: "elsewhere" } },
    { path: "schema", to: { schema: "other" } },
];

/** The case of the comment on a column that the object has with the arguments `from`. */
export const columnCommentCase = (column: string, from: Fields = {}): Case => ({
    path: "comments",
    from: { ...from, comments: { [column]: "one" } },
    to: { comments: { [column]: "it's" } },
});

/** Returns the cases without those of the given arguments, which the kind does not have. */
export const casesWithout = (cases: readonly Case[], ...paths: readonly string[]): Case[] =>
    cases.filter(({ path }) => !paths.includes(path));
