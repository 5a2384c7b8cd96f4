import type * as parts from "./awsSdkParts";

// The engine would show the SDK's warning about old versions of Node at each run; which version it runs on is not the program's choice.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** AWS's SDK, loaded when something of AWS is first asked for. */
export const sdk = (): typeof parts => require("./awsSdkParts") as typeof parts;

/** Long enough for the answer to what runs now to be sent. */
const SOON_MS = 20;

/** Loads it while AWS makes what will be looked at. */
export function loadSoon(): void {
    setTimeout(sdk, SOON_MS).unref();
}
