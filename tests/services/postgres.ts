import { spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { Failure } from "../../scripts/command.mjs";
import { HOST, PORTS, STATE, USER } from "./layout";
import type { Program } from "./processes";

const FOLDER = join(STATE, "postgres");

/** The URL of the database, whose user needs no password. */
export const POSTGRES_URL = `postgres://postgres@${HOST}:${String(PORTS.postgres)}/postgres`;

/** The settings of the server: logical decoding, for sources of Materialize. */
export const POSTGRES_SETTINGS = [
    ...["-c", `listen_addresses=${HOST}`, "-c", `port=${String(PORTS.postgres)}`],
    ...["-c", "wal_level=logical", "-c", "fsync=off"],
];

/** Returns the user of the server: PostgreSQL refuses to run as root. */
export function serverUser(): { uid: number; gid: number } | undefined {
    if (USER.uid !== 0) return undefined;
    const id = (option: string): number => {
        const { status, stdout } = spawnSync("id", [option, "postgres"], { encoding: "utf8" });
        if (status !== 0) throw new Failure("PostgreSQL does not run as root: create the user postgres.");
        return Number(stdout);
    };
    return { uid: id("-u"), gid: id("-g") };
}

/** Creates the database cluster. `folder` has PostgreSQL's programs. */
export function preparePostgres(folder: string): void {
    const user = serverUser();
    mkdirSync(FOLDER);
    chmodSync(FOLDER, 0o700);
    if (user) chownSync(FOLDER, user.uid, user.gid);
    const args = ["-D", join(FOLDER, "data"), "-U", "postgres", "--auth=trust", "-E", "UTF8", "--no-sync"];
    const { status, stderr } = spawnSync(join(folder, "initdb"), args, { encoding: "utf8", cwd: FOLDER, ...user });
    if (status !== 0) throw new Failure(`initdb failed: ${stderr}`);
}

export function postgresProgram(folder: string): Program {
    const user = serverUser();
    return {
        name: "postgres",
        command: [join(folder, "postgres"), "-D", join(FOLDER, "data"), "-k", FOLDER, ...POSTGRES_SETTINGS],
        ports: [PORTS.postgres],
        timeoutSeconds: 60,
        // A fast shutdown, which does not wait for clients.
        signal: "SIGINT",
        ...(user && { user }),
    };
}
