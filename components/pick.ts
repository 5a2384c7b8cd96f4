/** Returns those of the named arguments that have a value. */
export function pick<T extends object, K extends keyof T>(args: T, keys: readonly K[]): Pick<T, K> {
    return Object.fromEntries(keys.flatMap(key => (args[key] === undefined ? [] : [[key, args[key]]]))) as Pick<T, K>;
}
