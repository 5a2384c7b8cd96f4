import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { FILES, PORTS, WORLD } from "./layout";
import type { Program } from "./processes";

/** The registries of AWS Glue that the services have. */
export const GLUE_REGISTRIES = WORLD.glue?.flatMap(({ registries }) => registries) ?? [];

/** The local AWS, which answers Materialize's calls of AWS Glue. Its file is the mark by which it is recognised. */
export function awsProgram(): Program {
    writeFileSync(FILES.aws, JSON.stringify({ glueRegistries: GLUE_REGISTRIES }));
    const cli = join(__dirname, "..", "aws", "cli.ts");
    return {
        name: "aws",
        command: [process.execPath, "--import", "tsx", cli, FILES.aws, "--port", String(PORTS.aws)],
        folder: join(__dirname, "../.."),
        ports: [PORTS.aws],
        timeoutSeconds: 30,
    };
}
