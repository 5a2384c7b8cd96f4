// Writes docs/versions.md from the capabilities of servers and the kinds that need them.
import { join } from "node:path";
import { CAPABILITIES, type Capability, firstVersion } from "../common/versions";
import { kinds } from "../provider/kinds";
import type { Row } from "../provider/statement/kind";
import { formatted, write } from "./page";

export const FILE = join(__dirname, "..", "docs", "versions.md");

const INTRODUCTION = `<!-- Written by scripts/docs-versions.ts. -->

# Supported versions of Materialize

The package supports Materialize v26.6 and all newer versions, self-managed and in Materialize's cloud. [Every night](../.github/workflows/nightly.yml), all tests run on these images of \`materialize/materialized\`:

| image | meaning |
| --- | --- |
| \`v26.6.0\` | oldest supported |
| \`v26.39.0\` | newest tested, started by [Docker](../compose.yaml) |
| \`unstable\` | Materialize's main branch |`;

const VERSIONS = `## How the version is known

A run asks a server for its version once, and only if an object depends on it. The state of such an object keeps the version in the output \`serverVersion\`, so that a preview that reaches no server
decides as the last \`pulumi up\` or \`pulumi refresh\` did. If no version is known, the preview names both outcomes. A version that is newer than all tested ones counts as the newest of them.

An argument or a resource that the server is too old for is refused in \`pulumi up\`, before any statement, with the version that it needs.`;

const VERIFIED = `## How it was verified

- Statements and their answers were recorded on servers of v26.6 and v26.39 ([transcripts](../tests/materialize/transcripts)). The local Materialize of the tests answers as either version, and \`npm run conformance\` compares it with them. A version
  between the two was not recorded: a capability counts from v26.39 on, unless Materialize's documentation names its first version.
- \`npm test\` and \`npm run test:aws\` run all tests on the newest version, and \`npm run test:oldest\` those of every statement and every change of an argument on the oldest one; CI runs all three. With \`LOCAL_MATERIALIZE_VERSION=v26.6\`, the first two run on the oldest.
- \`npm run test:real\` runs the tests on a real server.
- Sinks to Iceberg tables were created, altered and dropped on a real server whose catalog does not answer, so that nothing was written: what a table has after a replacement was not seen, and neither was a
  change of \`from\` or \`commitInterval\`, which waits for the writer.
- \`MySqlSource\` and \`SqlServerSource\` were not run with a MySQL or an SQL Server: their statements are parsed by Materialize's own parser, and their refusals are compared with recorded ones.`;

/** Returns the kinds and arguments that need a capability. */
function users(capability: Capability): string[] {
    const all = [...kinds.values()];
    const whole = all.filter(kind => kind.since === capability).map(({ name }) => `\`${name}\``);
    const paths = ({ path, since, newerParts = [] }: Row): string[] => [
        ...(since === capability ? [path] : []),
        ...newerParts.filter(part => part.since === capability).map(part => `${path}.${part.path}`),
    ];
    const rows = all.flatMap(({ name, rows: own }) => own.flatMap(paths).map(path => `\`${path}\` of \`${name}\``));
    return [...whole, ...rows];
}

const differences = (): string =>
    [
        "## What depends on the version",
        "",
        "| from | effect | on older servers |",
        "| --- | --- | --- |",
        ...Object.keys(CAPABILITIES).map(key => {
            const capability = key as Capability;
            const { effect, before } = CAPABILITIES[capability];
            const needed = users(capability);
            return `| ${firstVersion(capability)} | ${effect}${needed.length === 0 ? "" : ` (${needed.join(", ")})`} | ${before} |`;
        }),
    ].join("\n");

/** Returns the text of the page. */
export const versionsPage = (): Promise<string> => formatted(FILE, [INTRODUCTION, differences(), VERSIONS, VERIFIED]);

if (require.main === module) void write(FILE, versionsPage());
