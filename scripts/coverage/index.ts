// The statements and options of Materialize's DDL, from the grammar of its v26.39, and the arguments or reasons that stand for them.
import { ACCESS, OTHER } from "./access";
import { CONNECTIONS, SECRETS } from "./connections";
import { CLUSTERS, NAMESPACES, OBJECT_CLAUSES, VIEWS } from "./objects";
import { SINKS } from "./sinks";
import { FORMATS, SOURCES } from "./sources";
import type { Section } from "./statement";
import { TABLES } from "./tables";

export const SECTIONS: readonly Section[] = [
    OBJECT_CLAUSES,
    SECRETS,
    CONNECTIONS,
    SOURCES,
    FORMATS,
    TABLES,
    SINKS,
    CLUSTERS,
    NAMESPACES,
    VIEWS,
    ACCESS,
    OTHER,
];

/** The arguments that no statement contains, and what they are for. */
export const WITHOUT_STATEMENT: Readonly<Record<string, string>> = {
    profile: "selects the environment",
    adopt: "takes over an object that exists",
    identifyBy: "says which object is meant after a swap",
    valueVersion: "sends the same value again",
    "brokers.id": "tells a network which listener belongs to the broker",
    tablesOnly: "makes a source without a format of its own",
    replaceLosingRows: "allows a replacement that loses rows",
    "reconfiguration.waitUntilReady": "waits for the end of a change in the background",
    replaceInPlace: "turns replacement views off",
    hydrationTimeout: "limits how long an update waits for a replacement view",
};
