export { Ingestion } from "./targets/ingestion";
export type { IngestionArgs, SourceSpec, UserPassword } from "./targets/ingestion";
export { WarpStreamIngestion } from "./targets/warpStream";
export type { WarpStreamIngestionArgs } from "./targets/warpStream";
