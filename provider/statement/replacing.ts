import type { Fields } from "../values/value";

/** Objects that belong to another one, although the server drops none of them with it. An object that has parts is not replaced. */
export interface Parts {
    /** The output that lists their qualified names. */
    readonly output: string;
    /** Why an object with parts is not replaced, and what to do. */
    readonly irreplaceable: string;
}

/** A way to let the server check a CREATE statement. */
export type DryRun = {
    /** Returns arguments that differ if the object has another name. */
    readonly args?: (args: Fields, name: string) => Fields;
} & (
    | {
          /** EXPLAIN finds what the statement refers to: relations, columns, functions, clusters. */
          readonly by: "explain";
          readonly stage: "RAW PLAN" | "PLAN" | "VALUE SCHEMA";
          /** A part of the error with which EXPLAIN ends although it has accepted the statement. */
          readonly accepted?: string;
      }
    | {
          /** The statement runs in a transaction that is rolled back: brokers and registries are asked, too. */
          readonly by: "block";
      }
);
