import type { Asker, Question, Verdict } from "./protocol";

/** How a Materialize asks the AWS that it is joined with. */
export class AwsClient {
    constructor(
        private readonly url: string,
        private readonly asker: Asker,
    ) {}

    async ask(question: Question): Promise<Verdict> {
        const body = JSON.stringify({ asker: this.asker, question });
        const response = await fetch(new URL("/materialize", this.url), { method: "POST", body });
        if (!response.ok) throw new Error(`the local AWS answered ${String(response.status)}: ${await response.text()}`);
        return (await response.json()) as Verdict;
    }
}
