import { failure } from "../../errors";

export const RESERVED = /^(?:mz_|pg_|external_)/u;

const RESERVED_NAMES = {
    cluster: 'The prefixes "mz_" and "pg_" are reserved for system clusters.',
    role:
        'The role "public" and the prefixes "mz_" and "pg_" are reserved for system roles. The role specification names "current_user", ' +
        '"current_role", "session_user", "user", and "none" are also reserved.',
    "network policy": undefined,
} as const;

type Reserving = keyof typeof RESERVED_NAMES;

export function reservedName(kind: Reserving, name: string): Error {
    return failure(`${kind} name "${name}" is reserved`, "XX000", { detail: RESERVED_NAMES[kind] });
}

/** Refuses the name of a cluster, role or network policy that only the system may use. */
export function checkReserved(kind: Reserving, name: string, others: readonly string[] = []): void {
    const isReserved = kind === "role" && ["public", ...others].includes(name.toLowerCase());
    if (!RESERVED.test(name) && !isReserved) return;
    throw reservedName(kind, name);
}

export function checkSchemaName(name: string): void {
    const detail = 'The prefixes "mz_" and "pg_" are reserved for system schemas.';
    if (RESERVED.test(name)) throw failure(`unacceptable schema name '${name}'`, "XX000", { detail });
}
