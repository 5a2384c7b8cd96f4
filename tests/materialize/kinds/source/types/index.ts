import type { SourceType } from "../type";
import { databaseSources } from "./database";
import { kafkaSource } from "./kafka";
import { loadGenerator } from "./loadGenerator";

/** Every type of sources that CREATE SOURCE creates. */
export const SOURCE_TYPES: readonly SourceType[] = [loadGenerator, kafkaSource, ...databaseSources];
