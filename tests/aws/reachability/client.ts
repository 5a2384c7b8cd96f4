import type { Environment, ReachabilityRequest, ReachabilityResult } from "./protocol";

/** The client with which the local Materialize sends requests to the local AWS. */
export class AwsClient {
    constructor(
        private readonly url: string,
        private readonly environment: Environment,
    ) {}

    async send(question: ReachabilityRequest): Promise<ReachabilityResult> {
        const body = JSON.stringify({ environment: this.environment, question });
        const response = await fetch(new URL("/materialize", this.url), { method: "POST", body });
        if (!response.ok) throw new Error(`the local AWS answered ${String(response.status)}: ${await response.text()}`);
        return (await response.json()) as ReachabilityResult;
    }
}
