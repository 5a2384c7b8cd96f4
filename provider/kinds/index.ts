import { kafkaConnection } from "./kafkaConnection";
import { kafkaSource } from "./kafkaSource";
import type { Kind } from "./kind";
import { materializedView } from "./materializedView";
import { secret } from "./secret";

/** Every kind of object, by the name of its resource class. */
export const kinds: ReadonlyMap<string, Kind> = new Map(
    [secret, kafkaConnection, kafkaSource, materializedView].map(kind => [kind.name, kind]),
);
