import { type Probe, waitUntil } from "../../session/waitUntil";
import { retrySdk } from "./awsSdk";

/** Waits like `waitUntil`. While AWS throttles the calls or does not answer, the check is not ready, and the wait goes on. */
export const waitForAws = (check: () => Promise<Probe>, options: Parameters<typeof waitUntil>[1]): Promise<void> =>
    waitUntil(
        () =>
            check().catch((error: unknown): Probe => {
                if (!isTransient(error)) throw error;
                return { ready: false, state: `AWS does not answer (${describe(error)})` };
            }),
        options,
    );

type SdkError = Parameters<ReturnType<typeof retrySdk>["isThrottlingError"]>[0];

/** True if a later call may succeed: AWS throttles calls, has a problem of its own, or cannot be reached. */
export function isTransient(error: unknown): error is Error {
    if (!(error instanceof Error)) return false;
    const { isServerError, isThrottlingError, isTransientError } = retrySdk();
    return [isThrottlingError, isTransientError, isServerError].some(is => is(error as SdkError)) || isTransient(error.cause);
}

const describe = ({ name, message }: Error): string => (message === "" ? name : `${name}: ${message}`);
