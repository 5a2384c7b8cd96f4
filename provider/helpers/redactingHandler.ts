import type { CheckResult, CreateResult, DiffResult, Handler, ReadResult, UpdateResult } from "../lifecycle/handler";
import { secretValues } from "../lifecycle/secretValues";
import { redact } from "../session/redact";
import type { Settings } from "../session/settings";
import type { Fields } from "../values/value";

/** A handler whose errors and failures contain no value that the program marked as secret: services quote what they refuse. */
export class RedactingHandler implements Handler {
    constructor(private readonly inner: Handler) {}

    async check(olds: Fields, news: Fields, settings: Settings): Promise<CheckResult> {
        const { inputs, failures } = await redactErrors([olds, news], () => this.inner.check(olds, news, settings));
        const secrets = [olds, news].flatMap(secretValues);
        return { inputs, failures: failures.map(({ property, reason }) => ({ property, reason: redact(reason, secrets) })) };
    }

    diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        return redactErrors([olds, news], () => this.inner.diff(id, olds, news));
    }

    create(news: Fields): Promise<CreateResult> {
        return redactErrors([news], () => this.inner.create(news));
    }

    read(id: string, props: Fields): Promise<ReadResult> {
        return redactErrors([props], () => this.inner.read(id, props));
    }

    update(id: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        return redactErrors([olds, news], () => this.inner.update(id, olds, news));
    }

    delete(id: string, olds: Fields): Promise<void> {
        return redactErrors([olds], () => this.inner.delete(id, olds));
    }
}

/** Runs a call, and redacts the message of its error. The error itself stays, since its class decides what follows. */
async function redactErrors<T>(states: readonly Fields[], call: () => T | Promise<T>): Promise<T> {
    try {
        return await call();
    } catch (error) {
        if (error instanceof Error) error.message = redact(error.message, states.flatMap(secretValues));
        throw error;
    }
}
