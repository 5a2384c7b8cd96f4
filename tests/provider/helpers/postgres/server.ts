import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { Client } from "pg";
import { freePort } from "../../../../scripts/materialize.mjs";
import type { Fields } from "../../../../provider/values/value";
import { serverUser } from "../../../services/postgres";
import { installedPostgres } from "../../../services/programs";

export const ADMIN = { user: "postgres", password: "administrator's \\ password" } as const;

/** A real PostgreSQL with a database of its own, which asks for passwords. */
export class PostgresServer {
    private constructor(
        private readonly folder: string,
        private readonly process: ChildProcess,
        readonly port: number,
    ) {}

    /** Starts a server. Skips the tests if PostgreSQL is not installed. */
    static async start(context: Mocha.Context, settings: Readonly<Record<string, string>> = {}): Promise<PostgresServer> {
        const programs = installedPostgres();
        if (programs === undefined) return context.skip();
        const user = serverUser();
        const folder = mkdtempSync(join(tmpdir(), "postgres-"));
        const password = join(folder, "password");
        writeFileSync(password, ADMIN.password);
        chmodSync(folder, 0o700);
        for (const path of [folder, password]) if (user) chownSync(path, user.uid, user.gid);
        const options = [
            "-U",
            ADMIN.user,
            "--auth=scram-sha-256",
            `--pwfile=${password}`,
            "-E",
            "UTF8",
            "--no-sync",
            "--locale=C.UTF-8",
        ];
        const created = spawnSync(join(programs, "initdb"), ["-D", join(folder, "data"), ...options], {
            cwd: folder,
            encoding: "utf8",
            ...user,
        });
        if (created.status !== 0) throw new Error(`initdb failed: ${created.stderr}`);
        const port = (await freePort([0])) ?? 0;
        const given = { listen_addresses: "127.0.0.1", port: String(port), wal_level: "logical", fsync: "off", ...settings };
        const args = Object.entries(given).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
        const started = spawn(join(programs, "postgres"), ["-D", join(folder, "data"), "-k", folder, ...args], {
            ...{ cwd: folder, stdio: "ignore" as const },
            ...user,
        });
        const server = new PostgresServer(folder, started, port);
        await server.ready();
        return server;
    }

    /** The argument `access` of helper resources. */
    access(more: Fields = {}): Fields {
        return { access: { host: "127.0.0.1", port: this.port, database: "postgres", ...ADMIN, sslMode: "disable", ...more } };
    }

    /** Returns the rows of a query of the administrator, or of another user. */
    async rows<Row>(query: string, login: { user: string; password: string; database?: string } = ADMIN): Promise<Row[]> {
        const client = new Client({ host: "127.0.0.1", port: this.port, database: "postgres", ...login });
        await client.connect();
        try {
            const result = await client.query(query);
            return (Array.isArray(result) ? [] : result.rows) as Row[];
        } finally {
            await client.end();
        }
    }

    async stop(): Promise<void> {
        const ended = new Promise(resolve => this.process.once("exit", resolve));
        this.process.kill("SIGINT");
        await ended;
        rmSync(this.folder, { recursive: true });
    }

    private async ready(): Promise<void> {
        for (let attempt = 0; ; attempt++) {
            try {
                await this.rows("SELECT 1");
                return;
            } catch (error) {
                if (attempt > 300) throw error;
                await wait(100);
            }
        }
    }
}
