import { accessSync, constants, realpathSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { type Check, failed, type Group, ok } from "../check";
import { runCommand } from "../../cli/runCommand";
import type { Machine } from "../../cli/machine";
import { isInRange } from "../../cli/versions";

const INSTALL = "https://www.pulumi.com/docs/install";
/** The programs of Pulumi's engine that programs in TypeScript need. */
const PROGRAMS = ["pulumi-language-nodejs", "pulumi-resource-pulumi-nodejs"];
const ENDINGS = process.platform === "win32" ? [".exe", ".cmd"] : [""];

const node: Check<Machine> = {
    name: "Node.js",
    run: ({ nodeVersion, description }) => {
        const range = description.engines?.node ?? "";
        return isInRange(nodeVersion, range)
            ? ok(nodeVersion)
            : failed(`${nodeVersion} is not supported`, `Install a version of Node.js in the range ${range}.`);
    },
};

const pulumi: Check<Machine> = {
    name: "Pulumi",
    run: async machine => {
        const result = await runCommand("pulumi", ["version"], machine);
        if (result === undefined) return failed("not on the PATH", `Install Pulumi (${INSTALL}).`);
        if (result.code !== 0) return failed("`pulumi version` fails", `Install Pulumi again (${INSTALL}).`);
        const version = result.output.trim();
        const range = machine.description.peerDependencies?.["@pulumi/pulumi"] ?? "";
        return isInRange(version, range)
            ? ok(version)
            : failed(`${version} is not supported`, `Install a version of Pulumi in the range ${range} (${INSTALL}).`);
    },
};

const programs: Check<Machine> = {
    name: "Pulumi for Node.js",
    run: ({ environment }) => {
        const path = (environment.PATH ?? "").split(delimiter);
        const engine = find("pulumi", path);
        // The engine also looks beside itself.
        const folders = engine === undefined ? path : [...path, dirname(realpathSync(engine))];
        const missing = PROGRAMS.filter(program => find(program, folders) === undefined);
        return missing.length === 0
            ? ok(PROGRAMS.join(", "))
            : failed(
                  `${missing.join(", ")} not found`,
                  `Install Pulumi's own archive (${INSTALL}): some packages and images lack a part.`,
              );
    },
};

const find = (program: string, folders: readonly string[]): string | undefined =>
    folders.flatMap(folder => ENDINGS.map(ending => join(folder, program + ending))).find(isExecutable);

function isExecutable(file: string): boolean {
    try {
        accessSync(file, constants.X_OK);
        return true;
    } catch {
        return false;
    }
}

/** The programs that a stack needs. */
export const TOOLS: Group<Machine> = { title: "Tools", checks: [node, pulumi, programs] };
