import { settingsFor } from "../../tests/e2e/support/server";
import { Stack } from "../../tests/e2e/support/stack";
import { compare, type Compared } from "../contest";
import { floorOf, type Shape } from "../floor";
import { OPERATIONS } from "../operations";
import { programOf } from "./program";
import { record, type Recording } from "./record";
import { localServer, type Server, serverFor, withServer } from "./server";
import { secondsOf } from "./sql";

/** So many objects over a network with such a delay. */
export interface ObjectsCompared {
    readonly objects: number;
    /** Milliseconds each way; undefined where the server is not the local one. */
    readonly delay: number | undefined;
    readonly shape: Shape;
    /** Of the median resource in the state. */
    readonly bytes: number;
    readonly compared: readonly Compared[];
}

export interface ObjectsOptions {
    readonly objects: readonly number[];
    readonly delays: readonly number[];
    readonly repetitions: number;
}

/** Records what each number of objects sends, then compares it at each delay. */
export async function compareObjects({ objects, delays, repetitions }: ObjectsOptions): Promise<ObjectsCompared[]> {
    const recordings = await withServer(localServer(0, { ddl: 0, query: 0 }), server =>
        inTurn(objects, count => record(server, count)),
    );
    const compared = await inTurn(delays, delay =>
        withServer(serverFor(delay), server =>
            inTurn(recordings, recording => compareOne(server, recording, { delay, repetitions })),
        ),
    );
    return compared.flat();
}

async function compareOne(
    server: Server,
    { objects, statements, state, bytes }: Recording,
    { delay, repetitions }: { delay: number; repetitions: number },
): Promise<ObjectsCompared> {
    const ours = await new Stack("objects").program(programOf(objects)).configure(settingsFor(server.url));
    const { stack: floor, shape } = floorOf(state);
    const sql = async (): Promise<Record<string, number>> => ({
        up: await secondsOf(server.url, statements.create),
        destroy: await secondsOf(server.url, statements.drop),
    });
    try {
        await floor.configure({});
        // Only what asks Materialize can feel the delay.
        const operations = OPERATIONS.filter(({ asks }) => asks || delay === 0);
        const compared = await compare({ ours, floor, log: server.log, sql }, repetitions, operations);
        return { objects, delay: server.log === undefined ? undefined : delay, shape, bytes, compared };
    } finally {
        ours.remove();
        floor.remove();
    }
}

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
    const done: R[] = [];
    for (const one of all) done.push(await work(one));
    return done;
}
