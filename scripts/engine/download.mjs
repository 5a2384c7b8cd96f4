// Downloads the engine that Pulumi publishes, with Pulumi's own installer.
import { readdirSync, renameSync, rmdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../command.mjs";

const INSTALLER = "https://get.pulumi.com/install.sh";
const TIMEOUT_MS = 4_000;

/** @returns {import("../engine.mjs").Source} */
export function officialDownload() {
    return {
        label: "Downloading Pulumi's engine",
        isAvailable: () =>
            fetch(INSTALLER, { method: "HEAD", signal: AbortSignal.timeout(TIMEOUT_MS) })
                .then(({ ok }) => ok)
                .catch(() => false),
        make: async folder => {
            const { PulumiCommand } = await import("@pulumi/pulumi/automation/index.js");
            await PulumiCommand.install({ root: folder }).catch((/** @type {unknown} */ error) => {
                throw new Failure(`Pulumi's engine could not be downloaded: ${/** @type {Error} */ (error).message}`);
            });
            const programs = join(folder, "bin");
            for (const name of readdirSync(programs)) renameSync(join(programs, name), join(folder, name));
            rmdirSync(programs);
        },
    };
}
