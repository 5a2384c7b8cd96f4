import type { Fields } from "../values/value";
import { adopt, refuseAdoption } from "./adopt";
import { findByName } from "./create";
import type { Operation, ReadResult } from "./handler";
import { readObject } from "./read";
import { printerFor } from "./state";

// After a stack has moved to another environment, its state names objects that are not there. An object with the same name is another one: it becomes
// the resource's under the rules of `adopt`, and else the resource leaves the state.

const NOT_HERE = "belongs to the environment that this stack has left";

/** Reads the object with the name of a resource that may adopt it. Returns no id in any other case. */
export async function readAfterMove(operation: Operation, id: string, props: Fields): Promise<ReadResult> {
    const { environment, kind } = operation;
    const found = props.adopt === true ? await findByName(operation, props) : undefined;
    const object = found === undefined ? undefined : await environment.catalog.readDetails(kind, found);
    const refusal = object === undefined ? undefined : await refuseAdoption(operation, object, props);
    if (object !== undefined && refusal === undefined)
        return readObject(operation, id, { ...props, objectId: object.id, pending: [] });
    printerFor(props)(`${String(props.qualifiedName)} ${NOT_HERE}${refusal === undefined ? "" : `; ${refusal.message}`}`);
    return {};
}

/** Adopts the object with the name of a resource. */
export async function updateAfterMove(operation: Operation, news: Fields): Promise<Fields> {
    const found = news.adopt === true ? await findByName(operation, news) : undefined;
    if (found !== undefined) return (await adopt(operation, found, news)).outs;
    throw new Error(
        `${String(news.qualifiedName)} ${NOT_HERE}: run \`pulumi refresh --run-program\`, and the next \`pulumi up\` creates it here`,
    );
}

/** The object stays in the environment that the stack has left. */
export function forgetAfterMove(olds: Fields): void {
    printerFor(olds)(`${String(olds.qualifiedName)} ${NOT_HERE}, and stays there`);
}
