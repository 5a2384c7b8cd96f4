import { configForUrl } from "../../tests/e2e/support/server";
import { Stack } from "../../tests/e2e/support/stack";
import { baselineFor, type Shape } from "../baseline";
import { compare, type Compared } from "../compare";
import { OPERATIONS } from "../operations";
import { record, type Recording } from "./record";
import { localServer, type Server, serverFor, type TimesOption, withServer } from "./server";
import { secondsOf } from "./sql";

/** The figures for one number of objects and one delay of the network. */
export interface ObjectsCompared {
    readonly objects: number;
    /** Milliseconds each way. */
    readonly delay: number;
    readonly times: TimesOption;
    readonly shape: Shape;
    /** The size of the median resource in the state. */
    readonly bytes: number;
    readonly compared: readonly Compared[];
}

export interface ObjectsOptions {
    readonly delays: readonly number[];
    readonly repetitions: number;
    readonly times: TimesOption;
}

/** Records the statements of a program for each number of objects, then compares at each delay. */
export async function compareObjects(
    program: (objects: number) => string,
    objects: readonly number[],
    { delays, repetitions, times }: ObjectsOptions,
): Promise<ObjectsCompared[]> {
    const recordings = await withServer(localServer(0), server =>
        inTurn(objects, count => record(server, count, program(count))),
    );
    const compared = await inTurn(delays, delay =>
        withServer(serverFor(delay, times), server =>
            inTurn(recordings, recording => compareOne(server, recording, { delay, repetitions, times })),
        ),
    );
    return compared.flat();
}

async function compareOne(
    server: Server,
    { objects, program, statements, state, bytes }: Recording,
    { delay, repetitions, times }: Pick<ObjectsCompared, "delay" | "times"> & { repetitions: number },
): Promise<ObjectsCompared> {
    const ours = await new Stack("objects").program(program).configure(configForUrl(server.url));
    const { stack: baseline, shape } = baselineFor(state);
    const sql = async (): Promise<Record<string, number>> => ({
        up: await secondsOf(server.url, statements.create),
        destroy: await secondsOf(server.url, statements.drop),
    });
    try {
        await baseline.configure({});
        // The delay changes only the operations that use Materialize.
        const operations = OPERATIONS.filter(({ usesMaterialize }) => usesMaterialize || delay === 0);
        const compared = await compare({ ours, baseline, log: server.log, sql }, repetitions, operations);
        return { objects, delay, times, shape, bytes, compared };
    } finally {
        ours.remove();
        baseline.remove();
    }
}

async function inTurn<T, R>(all: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
    const done: R[] = [];
    for (const one of all) done.push(await work(one));
    return done;
}
