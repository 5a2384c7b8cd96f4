import type { JsonObject } from "../provider/values";
import type { Place } from "../resources/resource";

/** A look-up of the provider: a function `aws.….get…`. */
export type Lookup = (place: Place, args: JsonObject) => JsonObject;

export const text = (value: unknown): string => (typeof value === "string" ? value : "");
