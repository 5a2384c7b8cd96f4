/** An error of AWS with its code and message. */
export class AwsError extends Error {
    constructor(
        readonly code: string,
        readonly detail: string,
        readonly status = 400,
    ) {
        super(detail === "" ? code : `${code}: ${detail}`);
    }
}

/** Returns the error for a feature of AWS that the local AWS does not have. */
export function notModelled(what: string): AwsError {
    return new AwsError("NotModelled", `the local AWS does not model: ${what}`, 501);
}
