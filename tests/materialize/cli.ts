import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";

import { startLocal } from "../server";
import { REALISTIC } from "./session/engine";
import { DEFAULT_VERSION, readVersion } from "./versions";

const OPTIONS = {
    port: { type: "string", default: "6875" },
    data: { type: "string" },
    world: { type: "string" },
    version: { type: "string", default: DEFAULT_VERSION },
    aws: { type: "string" },
    log: { type: "string" },
    key: { type: "string" },
    cert: { type: "string" },
    password: { type: "string" },
    "validation-time": { type: "string", default: "10000" },
    "reconfiguration-time": { type: "string", default: "100" },
    "ddl-time": { type: "string", default: "0" },
    "query-time": { type: "string", default: "0" },
    "network-time": { type: "string", default: "0" },
    realistic: { type: "boolean", default: false },
    set: { type: "string", multiple: true },
} as const;

/** Runs the local Materialize as a program. It prints its URL when it is ready, and ends on SIGTERM or SIGINT. */
async function main(): Promise<void> {
    const { values } = parseArgs({ options: OPTIONS });
    const { aws, data, world, log, key, cert, password } = values;
    const server = await startLocal({
        port: Number(values.port),
        ...(data !== undefined && { dataDir: data }),
        ...(world !== undefined && { world }),
        version: readVersion(values.version),
        ...(aws !== undefined && { aws }),
        ...(log !== undefined && { logFile: log }),
        ...(key !== undefined &&
            cert !== undefined && { tls: { key: readFileSync(key, "utf8"), cert: readFileSync(cert, "utf8") } }),
        ...(password !== undefined && { users: { materialize: password } }),
        settings: Object.fromEntries((values.set ?? []).map(setting => setting.split("=", 2) as [string, string])),
        times: {
            validation: Number(values["validation-time"]),
            reconfiguration: Number(values["reconfiguration-time"]),
            ddl: Number(values["ddl-time"]),
            query: Number(values["query-time"]),
            ...(values.realistic && REALISTIC),
            network: Number(values["network-time"]),
        },
    });
    process.stdout.write(`${server.url}\n`);
    const end = (): void => void server.close().then(() => process.exit(0));
    process.once("SIGTERM", end).once("SIGINT", end);
}

main().catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.exitCode = 1;
});
