/** An error as AWS answers it: a code and a sentence. */
export class AwsError extends Error {
    constructor(
        readonly code: string,
        readonly detail: string,
        readonly status = 400,
    ) {
        super(detail === "" ? code : `${code}: ${detail}`);
    }
}

/** What AWS has and this one has not is refused, never waved through. */
export function notModelled(what: string): AwsError {
    return new AwsError("NotModelled", `the local AWS does not model: ${what}`, 501);
}
