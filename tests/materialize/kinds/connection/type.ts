import type { Capability } from "../../../../common/versions";
import type { ReachabilityResult } from "../../../aws/reachability/protocol";
import type { AwsClient } from "../../../aws/reachability/client";
import type { Catalog } from "../../catalog/catalog";
import type { Session } from "../../session/session";
import type { SystemRelation } from "../../catalog/systemRelation";
import type { World } from "../../world/world";
import type { ExternalState } from "../kind";
import type { Limit } from "../support/limits";
import { isConnection, type Options } from "./body";

/** A connection that is validated. */
export interface Probe {
    readonly catalog: Catalog;
    readonly world: World;
    readonly options: Options;
    /** The id of the connection, if it exists. */
    readonly id: string | undefined;
}

/** Everything that this server knows about one type of connections. */
export interface ConnectionType {
    /** The type in `mz_connections`. */
    readonly name: string;
    /** The words after TO. */
    readonly keyword: string;
    /** The type in error messages: `an SSH connection`. */
    readonly described?: string;
    /** What a server must be able to do to have it. Default: every version has it. */
    readonly since?: Capability;
    readonly options: readonly string[];
    /** The options that Materialize generates and CREATE refuses. */
    readonly generated?: readonly string[];
    /** True if CREATE and ALTER validate it by default. */
    readonly validated: boolean;
    /** True if a validation that fails takes as long as a client waits for a broker. */
    readonly waits?: boolean;
    /** The changes that ALTER cannot make. */
    readonly fixed: "nothing" | "tunnel" | "everything";
    readonly limit?: Limit;
    /** The flags that concern it, with their defaults. */
    readonly flags?: Readonly<Record<string, string>>;
    readonly relations?: readonly SystemRelation[];
    readonly external?: ExternalState;

    /** Refuses options as Materialize's planner does, with the first error that it finds. */
    check(options: Options, catalog: Catalog, session: Session): void;
    /** Refuses the value of a secret, which is read when the connection is created or altered, and when the secret is altered. */
    checkSecret?(value: string): void;
    /** Returns options together with those that Materialize generates. */
    complete?(options: Options): Options;
    /** Returns options with the keys that ROTATE KEYS leaves. */
    rotateKeys?(options: Options): Options;
    /** Returns the error of using the connection, judged by the world file. */
    problem(probe: Probe): string | undefined;
    /** Asks the local AWS that the server is joined with. */
    ask?(probe: Probe, aws: AwsClient): Promise<ReachabilityResult>;
    /** Returns the error of using a connection that AWS lets through. */
    accept?(probe: Probe, result: ReachabilityResult): string | undefined;
    /** Returns the hint of an error of `problem`. */
    hint?(problem: string): string | undefined;
    /** Returns an error of AWS as a client of this type words it. */
    explain?(options: Options, problem: string): string;
}

/** Returns the limit on the connections of a type. */
export const limitOf = (name: string, label: string, setting: string, value = 1000): Limit => ({
    ...{ label: `${label} Connection`, setting, value },
    counts: object => isConnection(object) && object.body.type === name,
});

/** Returns the SQL for a part of the value of an option. */
export const optionColumn = (name: string, part = "text"): string => `body #>> '{options,${name},${part}}'`;

/** Returns the SQL for the rows of the connections of a type. */
export const rowsOf = (type: string): string => `FROM store.entry WHERE kind = 'connection' AND body ->> 'type' = '${type}'`;
