import type { JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";

/** A lookup function of the provider: `aws.….get…`. */
export type Lookup = (context: RegionContext, args: JsonObject) => JsonObject;

export const asText = (value: unknown): string => (typeof value === "string" ? value : "");
