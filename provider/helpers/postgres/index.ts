import type { HelperKind } from "../helperKind";
import { postgresPublication } from "./publication";
import { postgresReplicationRole } from "./role";

/** The helper resources that prepare a database of PostgreSQL. */
export const postgresHelpers: readonly HelperKind[] = [postgresPublication, postgresReplicationRole];
