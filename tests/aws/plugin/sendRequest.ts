import type { PluginAnswer, PluginRequest } from "../provider/protocol";

/** Sends a request to the process that holds the world. The answer can take as long as AWS does. */
export async function sendRequest(request: PluginRequest): Promise<PluginAnswer> {
    const url = process.env.LOCAL_AWS_URL;
    if (url === undefined)
        throw new Error("LOCAL_AWS_URL is not set: set it to the URL that the local AWS prints (`npm run aws`)");
    const response = await fetch(new URL("/pulumi", url), { method: "POST", body: JSON.stringify(request) });
    const answer = (await response.json()) as PluginAnswer;
    if (answer.error !== undefined) throw new Error(answer.error);
    return answer;
}
