import type { Machine } from "../cli/machine";
import { runCommand } from "../cli/runCommand";
import { isInRange } from "../cli/versions";
import { PACKAGE } from "../common/tokens";
import type { ProviderName } from "./importFile";

const LEAST = "3.254.0";
const INSTALL = "https://www.pulumi.com/docs/install";

/** Throws if Pulumi is missing, or too old for the file. */
export async function requirePulumi(machine: Machine): Promise<void> {
    const result = await runCommand("pulumi", ["version"], machine);
    const version = result?.code === 0 ? result.output.trim() : undefined;
    if (version !== undefined && isInRange(version, `>=${LEAST}`)) return;
    const found = version === undefined ? "`pulumi version` does not run" : `this is ${version}`;
    throw new Error(`the import needs Pulumi ${LEAST} or newer, and ${found}: install it (${INSTALL})`);
}

/** Finds a provider in the state of the stack. Throws if `pulumi up` has not created it. */
export async function findProvider(machine: Machine, name: string, stack: string | undefined): Promise<ProviderName> {
    const ofStack = stack === undefined ? [] : ["--stack", stack];
    const exported = await runCommand("pulumi", ["stack", "export", "--non-interactive", ...ofStack], machine);
    if (exported?.code !== 0) throw new Error(`\`pulumi stack export\` fails: ${(exported?.errors ?? "").trim()}`);
    const { deployment } = JSON.parse(exported.output) as { deployment?: { resources?: { type: string; urn: string }[] } };
    const type = `pulumi:providers:${PACKAGE}`;
    const found = deployment?.resources?.find(one => one.type === type && one.urn.endsWith(`::${name}`));
    if (found !== undefined) return { name, urn: found.urn };
    throw new Error(`the stack has no provider ${name} of the package ${PACKAGE}: declare it, and run \`pulumi up\` first`);
}
