import { relative } from "node:path";
import { type Check, failed, type Group, note, ok, type Result } from "../check";
import { copiesOf, type InstalledPackage, installedPackage } from "../installedPackages";
import type { Machine } from "../../cli/machine";
import { isInRange } from "../../cli/versions";

const SDK = "@pulumi/pulumi";
const AWS = "@pulumi/aws";
const NAME = "pulumi-materialize";

const listOf = ({ folder }: Machine, copies: readonly InstalledPackage[]): string =>
    copies.map(copy => `${copy.version} in ${relative(folder, copy.folder) || "."}`).join(", ");

/** Refuses several copies of a package, whose classes and state differ. */
function severalCopies(machine: Machine, name: string, effect: string): Result | undefined {
    const copies = copiesOf(machine.folder, name);
    return copies.length < 2
        ? undefined
        : failed(
              `${String(copies.length)} copies, ${effect}: ${listOf(machine, copies)}`,
              `Depend on one version of ${name} everywhere, and run \`npm dedupe\`.`,
          );
}

const provider: Check<Machine> = {
    name: NAME,
    run: machine => {
        const installed = installedPackage(machine.folder, NAME);
        if (installed === undefined)
            return failed("not installed in the folder of the program", `Run \`npm install ${NAME}\` there.`);
        const several = severalCopies(
            machine,
            NAME,
            `and Pulumi runs the provider of ${installed.version} for the resources of all`,
        );
        if (several !== undefined) return several;
        return installed.folder === machine.packageFolder
            ? ok(installed.version)
            : note(
                  `${installed.version}, and this command is of ${machine.description.version}`,
                  `Run \`npx ${NAME} doctor\` in the folder of the program.`,
              );
    },
};

const sdk: Check<Machine> = {
    name: SDK,
    run: machine => {
        const installed = installedPackage(machine.folder, SDK);
        if (installed === undefined) return failed("not installed", `Run \`npm install ${SDK}\`.`);
        const { version, engines } = installed;
        const range = machine.description.peerDependencies?.[SDK] ?? "";
        if (!isInRange(version, range))
            return failed(`${version} is not supported`, `Run \`npm install ${SDK}@${range.replace("^", "")}\` or a newer one.`);
        const several = severalCopies(machine, SDK, "and a resource of one is unknown to the other");
        if (several !== undefined) return several;
        return isInRange(machine.nodeVersion, engines?.node ?? "")
            ? ok(version)
            : note(
                  `${version} is for Node.js ${engines?.node ?? ""}, and this is ${machine.nodeVersion}`,
                  "Install a newer Node.js.",
              );
    },
};

const aws: Check<Machine> = {
    name: AWS,
    run: machine => {
        const installed = installedPackage(machine.folder, AWS);
        const range = machine.description.peerDependencies?.[AWS] ?? "";
        if (installed === undefined)
            return note("not installed; components with AWS resources need it", `Run \`npm install ${AWS}\`.`);
        return isInRange(installed.version, range)
            ? ok(installed.version)
            : failed(`${installed.version} is not supported`, `Install a version of ${AWS} in the range ${range}.`);
    },
};

/** The packages of the program. */
export const PACKAGES: Group<Machine> = { title: "Packages of the program", checks: [provider, sdk, aws] };
