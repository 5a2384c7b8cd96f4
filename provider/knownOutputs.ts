import { messageOf } from "../common/messageOf";
import { checkResource, nameOnly } from "./lifecycle/check";
import { kinds } from "./kinds";
import { Run } from "./run/run";
import type { Fields } from "./values/value";

/** The outputs of a resource that are known without a server, or the reasons why its arguments are refused. */
export interface KnownOutputs {
    readonly qualifiedName?: unknown;
    readonly definition?: unknown;
    readonly problems: readonly string[];
}

/** The host of tests whose program configures none. It is never connected to. */
const HOST = "localhost";

/** Returns what a preview knows of an object or grant, for unit tests in which Pulumi's mocks run in place of this provider. No server is asked. */
export function knownOutputs(config: { get(key: string): string | undefined }, inputs: Fields): KnownOutputs {
    if (!kinds.has(String(inputs.__kind))) return { problems: [] };
    try {
        // A test does not depend on the environment variables of the machine.
        const run = new Run(key => config.get(key) ?? (key === "materialize:host" ? HOST : undefined), {});
        const settings = run.settings(inputs.profile);
        const { inputs: checked, failures } = checkResource(run, {}, { ...inputs, __preview: undefined }, settings);
        if (failures.length === 0) return { qualifiedName: checked.qualifiedName, definition: checked.definition, problems: [] };
        const problems = failures.map(({ property, reason }) => `${property} ${reason}`.trim());
        return { qualifiedName: nameOnly(run, inputs, settings), problems };
    } catch (error) {
        return { problems: [messageOf(error)] };
    }
}
