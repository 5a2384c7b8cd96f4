/**
 * A class, whose resources are made without stacks. Pulumi takes one for each promise of each output, to show it should that never settle: half
 * of what a resource costs a program. An error that is thrown says where all the same.
 */
export const quick = <C extends object>(resource: C): C => new Proxy<C>(resource, { construct });

function construct(resource: object, args: unknown[], as: object): object {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
        return Reflect.construct(resource as Class, args, as as Class) as object;
    } catch (error) {
        Error.stackTraceLimit = limit;
        if (error instanceof Error) Error.captureStackTrace(error);
        throw error;
    } finally {
        Error.stackTraceLimit = limit;
    }
}

type Class = new () => object;
