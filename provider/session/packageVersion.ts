import { readFileSync } from "node:fs";

let version: string | undefined;

/** Returns the version of this package, which stays the same while the process runs. */
export const packageVersion = (): string => (version ??= readVersion());

function readVersion(): string {
    const description = JSON.parse(readFileSync(require.resolve("pulumi-materialize/package.json"), "utf8")) as {
        version: string;
    };
    return description.version;
}

/** The version whose resource classes do not pass their version on. */
const WITHOUT_VERSION = "0.1.0";

/** Returns why a resource class of one version cannot be managed by the provider of another; `declared` is the version of the class. */
export function versionProblems(declared: unknown, own = packageVersion()): string[] {
    const other = typeof declared === "string" ? declared : WITHOUT_VERSION;
    return other === own
        ? []
        : [
              `the resource is declared by pulumi-materialize ${other}, and the program's folder has pulumi-materialize ${own}, which would manage it: install one version (\`npm ls pulumi-materialize\`), and let packages that use it have it as a peer dependency`,
          ];
}
