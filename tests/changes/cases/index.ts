import type { KindCases } from "./case";
import { connectionCases } from "./connections";
import { databaseConnectionCases } from "./databaseConnections";
import { objectCases } from "./objects";
import { roleCases } from "./roles";
import { sourceCases } from "./sources";

/** Each argument of each kind, changed alone. */
export const allCases: readonly KindCases[] = [
    ...connectionCases,
    ...databaseConnectionCases,
    ...sourceCases,
    ...objectCases,
    ...roleCases,
];
