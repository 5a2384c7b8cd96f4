/**
 * Stops recording the stack traces that Pulumi records for each promise of each output, and prints if the promise never settles and the environment
 * variable `PULUMI_DEBUG_PROMISE_LEAKS` is set: they take 30 % of the processor time of a preview of 500 resources. With that variable, they are
 * recorded.
 *
 * @returns a function that records them again, and gives an error its stack trace
 * @internal
 */
export function pauseStackTraces(): (error?: unknown) => void {
    if (process.env.PULUMI_DEBUG_PROMISE_LEAKS) return () => undefined;
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    return error => {
        Error.stackTraceLimit = limit;
        if (error instanceof Error) Error.captureStackTrace(error);
    };
}
