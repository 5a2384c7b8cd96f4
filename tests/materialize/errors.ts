/** The fields of an error or notice besides its message. */
export interface Diagnosis {
    readonly detail?: string | undefined;
    readonly hint?: string | undefined;
    readonly position?: string | undefined;
}

export interface Notice extends Diagnosis {
    readonly severity: "NOTICE" | "WARNING";
    readonly code: string;
    readonly message: string;
}

/** An error of Materialize. */
export class MaterializeError extends Error {
    /** The notices that come before it. */
    notices: readonly Notice[] = [];

    constructor(
        message: string,
        readonly code: string,
        readonly diagnosis: Diagnosis,
        readonly severity: "ERROR" | "FATAL",
    ) {
        super(message);
    }
}

/** Nearly every error of Materialize's planner and catalog has SQLSTATE XX000. */
export function failure(message: string, code = "XX000", diagnosis: Diagnosis = {}): MaterializeError {
    return new MaterializeError(message, code, diagnosis, "ERROR");
}

export function fatal(message: string, code: string, diagnosis: Diagnosis = {}): MaterializeError {
    return new MaterializeError(message, code, diagnosis, "FATAL");
}

/** Returns what a planner returns or throws, with notices before the error. */
export async function afterNotices<T>(notices: readonly Notice[], plan: () => Promise<T> | T): Promise<T> {
    try {
        return await plan();
    } catch (error) {
        if (error instanceof MaterializeError) error.notices = [...notices, ...error.notices];
        throw error;
    }
}

export function warning(message: string, diagnosis: Diagnosis = {}): Notice {
    return { severity: "WARNING", code: "01000", message, ...diagnosis };
}

/** The error of a feature that Materialize has and this server does not have. */
export function notModelled(feature: string): MaterializeError {
    return failure(`the local Materialize does not model: ${feature}`, "0A000");
}

export function notice(message: string, code = "00000", diagnosis: Diagnosis = {}): Notice {
    return { severity: "NOTICE", code, message, ...diagnosis };
}
