import { redact } from "../provider/session/redact";
import { combine, layersOf, profilesOf } from "../provider/session/settingSources";
import { type Group, runGroups, type Section } from "./check";
import { CLUSTERS } from "./checks/clusters";
import { CONNECTION } from "./checks/connection";
import { PACKAGES } from "./checks/packages";
import { RIGHTS } from "./checks/rights";
import { SETTINGS } from "./checks/settings";
import { STACK } from "./checks/stack";
import { TOOLS } from "./checks/tools";
import { EnvironmentContext } from "./environmentContext";
import type { Machine } from "../cli/machine";

/** The checks of the machine and of the program. */
export const MACHINE_GROUPS: readonly Group<Machine>[] = [TOOLS, PACKAGES, STACK];
/** The checks of each Materialize environment. */
export const ENVIRONMENT_GROUPS: readonly Group<EnvironmentContext>[] = [SETTINGS, CONNECTION, RIGHTS, CLUSTERS];

/** Runs all checks. */
export async function examine(machine: Machine): Promise<readonly Section[]> {
    const sections = [...(await runGroups(MACHINE_GROUPS, machine))];
    for (const profile of await profileNames(machine)) sections.push(...(await examineEnvironment(machine, profile)));
    return sections;
}

/** Returns the names of the profiles; undefined stands for the settings without a profile. */
async function profileNames(machine: Machine): Promise<readonly (string | undefined)[]> {
    const sources = await machine.sources();
    try {
        const names = Object.keys(profilesOf(sources));
        // A program whose resources all have a profile needs no other settings.
        const isUsed = names.length === 0 || combine(layersOf(sources, undefined)).host !== undefined;
        return [...(isUsed ? [undefined] : []), ...names];
    } catch {
        // A check reports the malformed value.
        return [undefined];
    }
}

async function examineEnvironment(machine: Machine, profile: string | undefined): Promise<readonly Section[]> {
    const { values } = await machine.configuration();
    const secretKeys = new Set([...values].filter(([, { isSecret }]) => isSecret).map(([key]) => key));
    const context = new EnvironmentContext(await machine.sources(), profile, secretKeys);
    try {
        const sections = await runGroups(ENVIRONMENT_GROUPS, context);
        const suffix = profile === undefined ? "" : ` of the profile "${profile}"`;
        const secrets = secretsOf(context);
        return sections.map(section => withoutSecrets({ ...section, title: section.title + suffix }, secrets));
    } finally {
        await context.close();
    }
}

function secretsOf(context: EnvironmentContext): readonly string[] {
    try {
        return context.secrets;
    } catch {
        // Malformed settings are not used.
        return [];
    }
}

/** Redacts texts of errors that may quote a secret. */
const withoutSecrets = ({ title, findings }: Section, secrets: readonly string[]): Section => ({
    title,
    findings: findings.map(({ found, fix, ...finding }) => ({
        ...finding,
        found: redact(found, secrets),
        ...(fix === undefined ? {} : { fix: redact(fix, secrets) }),
    })),
});
