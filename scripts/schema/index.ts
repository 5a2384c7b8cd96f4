import { kinds } from "../../provider/kinds";
import { functions } from "./functions";
import { settings } from "./provider";
import { resourceOf } from "./resources";
import { TOKEN, Types } from "./types";

const DESCRIPTION =
    "Manages objects of Materialize: secrets, connections, sources, sinks, tables, views, clusters, databases, schemas, roles and privileges. A preview shows each object as the SQL that creates it.";

/** Returns the schema of the plugin as the text of its file. It has no version: the plugin adds the one of the package. */
export function schemaText(): string {
    const types = new Types();
    const resources = [...kinds.values()].map(kind => [`${TOKEN}${kind.name}`, resourceOf(kind, types)] as const);
    const lookups = functions(types);
    const variables = settings();
    const schema = {
        name: "materialize",
        displayName: "Materialize",
        description: DESCRIPTION,
        keywords: ["pulumi", "materialize", "kafka", "category/database", "kind/native"],
        homepage: "https://github.com/RELEASE-PLACEHOLDER/pulumi-materialize",
        repository: "https://github.com/RELEASE-PLACEHOLDER/pulumi-materialize",
        license: "Apache-2.0",
        meta: { moduleFormat: "(.*)", supportPack: true },
        config: { variables },
        provider: {
            description: "The connection to one Materialize environment.",
            inputProperties: variables,
        },
        types: Object.fromEntries([...types.all].sort(byToken)),
        resources: Object.fromEntries(resources.toSorted(byToken)),
        functions: Object.fromEntries(Object.entries(lookups).toSorted(byToken)),
        language: {
            nodejs: { respectSchemaVersion: true },
            python: { respectSchemaVersion: true, pyproject: { enabled: true } },
            go: { respectSchemaVersion: true },
            csharp: { respectSchemaVersion: true },
        },
    };
    return `${JSON.stringify(schema, null, 1)}\n`;
}

const byToken = ([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number => (one < other ? -1 : 1);
