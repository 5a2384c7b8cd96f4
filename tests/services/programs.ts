import { existsSync, readdirSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { Failure, run } from "../../scripts/command.mjs";
import { step } from "../../scripts/progress.mjs";
import { USER } from "./layout";

/** The programs that the services need, with the Debian packages that contain them. */
const PACKAGES = {
    java: "default-jre-headless",
    mvn: "maven",
    initdb: "postgresql",
    sshd: "openssh-server",
    "ssh-keygen": "openssh-client",
} as const;

type Name = keyof typeof PACKAGES;
const NAMES = Object.keys(PACKAGES) as Name[];

/** Debian keeps PostgreSQL's programs in a folder for each version. */
const POSTGRES = "/usr/lib/postgresql";

/** Returns the paths of all programs. With `install`, missing ones are installed with apt-get. */
export async function findPrograms(install: boolean): Promise<Readonly<Record<Name, string>>> {
    if (install && missing().length > 0) {
        await step("Installing Debian packages", async () => {
            await run("apt-get", ["update", "-q"], { failure: "apt-get update failed." });
            const args = ["install", "-q", "-y", "--no-install-recommends", ...missing().map(name => PACKAGES[name])];
            await run("apt-get", args, {
                failure: "apt-get install failed.",
                env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
            });
        });
    }
    const absent = missing().map(name => PACKAGES[name]);
    if (absent.length > 0) {
        const sudo = USER.uid === 0 ? "" : "sudo ";
        throw new Failure(`Programs are missing: run \`${sudo}apt-get install ${absent.join(" ")}\`, or add --install.`);
    }
    return Object.fromEntries(NAMES.map(name => [name, find(name) ?? name])) as Record<Name, string>;
}

const missing = (): Name[] => NAMES.filter(name => find(name) === undefined);

function find(name: Name): string | undefined {
    const versions = existsSync(POSTGRES) ? readdirSync(POSTGRES).sort((one, other) => Number(other) - Number(one)) : [];
    const folders = [
        ...versions.map(version => join(POSTGRES, version, "bin")),
        ...(process.env.PATH ?? "").split(delimiter),
        "/usr/sbin",
    ];
    return folders.map(folder => join(folder, name)).find(file => existsSync(file));
}

/** Returns the folder of PostgreSQL's programs; undefined if they are not installed. */
export function installedPostgres(): string | undefined {
    const initdb = find("initdb");
    return initdb === undefined ? undefined : postgresFolder({ initdb });
}

/** Returns the folder of PostgreSQL's programs. */
export const postgresFolder = ({ initdb }: Readonly<Record<"initdb", string>>): string => dirname(initdb);
