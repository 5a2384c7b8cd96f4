import type { CatalogObject } from "../catalog/catalog";
import { type Probe, waitUntil } from "../session/waitUntil";
import { argumentsOf } from "../statement/parts";
import { catalogName } from "../statement/qualifiedName";
import type { Successor } from "../statement/successor";
import { milliseconds } from "../values/duration";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { printerFor } from "./state";

const MINUTE_MS = 60_000;

interface Waiting {
    readonly news: Fields;
    readonly object: CatalogObject;
    readonly successor: Successor;
}

/** A successor that can be applied. */
interface Ready {
    readonly objectId: string;
    readonly warning: string | undefined;
}

/** Waits until the successor of an object can be applied. */
export async function waitForSuccessor({ environment }: Operation, { news, object, successor }: Waiting): Promise<Ready> {
    let ready: Ready = { objectId: "", warning: undefined };
    const check = async (): Promise<Probe> => {
        const [row] = await environment.rows<Record<string, string | null>>(successor.state, [object.id]);
        const objectId = row?.id;
        if (row === undefined || typeof objectId !== "string")
            return { ready: false, state: "another client has dropped it", isFinal: ready.objectId !== "" };
        const { isReady, text, warning } = successor.progress(row);
        ready = { objectId, warning };
        return { ready: isReady, state: text };
    };
    const { argument, byDefault } = successor.timeout;
    const given = argumentsOf(news).get(argument);
    await waitUntil(check, {
        what: `the ${successor.noun} of ${catalogName(object)}`,
        minutes: (milliseconds(typeof given === "string" ? given : byDefault) ?? 0) / MINUTE_MS,
        print: printerFor(news),
        next: `Give a longer ${argument} or a larger cluster, and run \`pulumi up\` again`,
    });
    return ready;
}
