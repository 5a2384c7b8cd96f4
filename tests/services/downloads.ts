import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { Failure, run } from "../../scripts/command.mjs";
import { cacheFolder } from "../../scripts/engine.mjs";
import { step } from "../../scripts/progress.mjs";

const APICURIO_VERSION = "3.0.9";
const APICURIO = `apicurio-registry-app-${APICURIO_VERSION}-all.tar.gz`;
/** Newer versions of the plugin refuse an artifact if the parent of its POM is not in the repository. */
const GET = "org.apache.maven.plugins:maven-dependency-plugin:2.8:get";

const SUMS = readFileSync(join(__dirname, "SHA256SUMS"), "utf8");
const sha256 = (content: Buffer | string): string => createHash("sha256").update(content).digest("hex");

/** The expected SHA-256 of each file by its path. */
const EXPECTED: ReadonlyMap<string, string> = new Map(
    SUMS.trim()
        .split("\n")
        .map(line => line.split(/\s+/u))
        .map(([sum = "", file = ""]) => [file, sum]),
);

/** The programs from Maven Central, in a folder that all clones of the user share. */
export interface Downloads {
    /** The folder with the jars of Apache Kafka. */
    readonly kafka: string;
    /** The jar of the schema registry. */
    readonly registry: string;
}

/** Downloads the programs with Maven, unless the cache has them. */
export async function download(): Promise<Downloads> {
    const folder = join(cacheFolder(), `services-${sha256(SUMS).slice(0, 12)}`);
    if (!existsSync(folder)) await step("Downloading Kafka and the schema registry", () => fill(folder));
    return {
        kafka: join(folder, "kafka"),
        registry: join(folder, "registry", `apicurio-registry-app-${APICURIO_VERSION}-runner.jar`),
    };
}

/** Fills the folder. It appears when it is complete. */
async function fill(folder: string): Promise<void> {
    mkdirSync(dirname(folder), { recursive: true });
    const draft = mkdtempSync(`${folder}.draft-`);
    const repository = join(draft, "repository");
    try {
        const maven = (...args: string[]) =>
            run("mvn", ["-q", "-B", `-Dmaven.repo.local=${repository}`, ...args], { failure: "Maven failed." });
        const pom = join(__dirname, "pom.xml");
        await maven("-f", pom, "dependency:copy-dependencies", `-DoutputDirectory=${join(draft, "kafka")}`);
        const coordinates = `io.apicurio:apicurio-registry-app:${APICURIO_VERSION}:tar.gz:all`;
        await maven(GET, "-Dtransitive=false", `-Dartifact=${coordinates}`);
        renameSync(join(repository, "io/apicurio/apicurio-registry-app", APICURIO_VERSION, APICURIO), join(draft, APICURIO));
        verify(draft, [APICURIO, ...readdirSync(join(draft, "kafka")).map(file => `kafka/${file}`)]);
        mkdirSync(join(draft, "registry"));
        await run("tar", ["-xzf", join(draft, APICURIO), "-C", join(draft, "registry")], { failure: "tar failed." });
        for (const done of [repository, join(draft, APICURIO)]) rmSync(done, { recursive: true });
        if (!existsSync(folder)) renameSync(draft, folder);
    } finally {
        rmSync(draft, { recursive: true, force: true });
    }
}

/** Refuses files that differ from SHA256SUMS, or are not listed in it. */
export function verify(folder: string, files: readonly string[], expected = EXPECTED): void {
    const missing = [...expected.keys()].filter(file => !files.includes(file));
    const wrong = files.filter(file => expected.get(file) !== sha256(readFileSync(join(folder, file))));
    if (missing.length + wrong.length > 0)
        throw new Failure(`Downloaded files differ from tests/services/SHA256SUMS: ${[...missing, ...wrong].join(", ")}.`);
}
