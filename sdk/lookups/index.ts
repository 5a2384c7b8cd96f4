export * from "./connections";
export * from "./containers";
export * from "./databaseConnections";
export * from "./region";
export * from "./relations";
export * from "./secrets";
export type * from "./lookup";
