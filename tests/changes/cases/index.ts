import type { KindCases } from "./case";
import { connectionCases } from "./connections";
import { databaseConnectionCases } from "./databaseConnections";
import { databaseSourceCases } from "./databaseSources";
import { objectCases } from "./objects";
import { roleCases } from "./roles";
import { sinkCases } from "./sinks";
import { sourceCases } from "./sources";
import { tableCases } from "./tables";
import { allWebhookCases } from "./webhooks";

/** One change of each argument of each kind. */
export const allCases: readonly KindCases[] = [
    ...connectionCases,
    ...databaseConnectionCases,
    ...sourceCases,
    ...databaseSourceCases,
    ...tableCases,
    ...allWebhookCases,
    ...sinkCases,
    ...objectCases,
    ...roleCases,
];
