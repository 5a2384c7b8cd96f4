import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import { type Reader, readerAt, type UserType } from "../../sql/query/reader";

const UNSAFE_FLAG = "unsafe_enable_unsafe_functions";
const UNSAFE_FUNCTIONS: readonly string[] = ["mz_sleep"];

/** Returns a reader of the query or expression that is next in a statement. */
export function reader({ cursor, resolver, session }: Scope): Reader {
    const builtin = (name: string): string | undefined => {
        if (!UNSAFE_FUNCTIONS.includes(name) || session.enabled(UNSAFE_FLAG)) return resolver.builtin(name);
        throw failure("executing potentially dangerous functions is not supported", "XX000", {
            detail: `The requested feature (${UNSAFE_FLAG}) is unsafe and is meant only for internal development and testing of Materialize.`,
        });
    };
    const userType = (path: readonly string[]): UserType | undefined => resolver.userType(path);
    return readerAt(cursor, { relation: path => resolver.relation(path), builtin, userType });
}
