import { failure } from "../../errors";

const RESERVED = /^(?:mz_|pg_|external_)/u;

/** Refuses the name of a cluster or role that only the system may use. */
export function checkReserved(kind: "cluster" | "role", name: string): void {
    if (!RESERVED.test(name) && !(kind === "role" && name === "public")) return;
    const detail = `The prefixes "mz_", "pg_" and "external_" are reserved for system ${kind}s.`;
    throw failure(`${kind} name "${name}" is reserved`, "42939", { detail });
}

export function checkSchemaName(name: string): void {
    if (RESERVED.test(name)) throw failure(`unacceptable schema name '${name}'`);
}
