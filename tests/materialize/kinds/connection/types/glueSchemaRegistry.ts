import type { GlueRegistry } from "../../../../aws/reachability/protocol";
import type { Catalog } from "../../../catalog/catalog";
import { debug } from "../../../sql/names";
import { glueProblem } from "../../../world/network";
import type { World } from "../../../world/world";
import { isConnection, referenceOf, textOf, type Options } from "../body";
import { checkRequired, invalid } from "../checks";
import { checkAwsReference } from "../tunnels";
import type { ConnectionType } from "../type";
import { roleOf } from "./aws";

const registryOf = (options: Options): string => textOf(options.REGISTRY) ?? "";

/** Returns the options of the AWS connection, whose region and endpoint the registry has. */
function awsOptions(catalog: Catalog, options: Options): Options {
    const aws = catalog.item(referenceOf(options["AWS CONNECTION"]) ?? "");
    return isConnection(aws) ? aws.body.options : {};
}

/** Returns the registry of a connection, undefined if AWS has none of its name, or the error of asking for it. */
export function findGlueRegistry(catalog: Catalog, world: World, options: Options): GlueRegistry | string | undefined {
    const endpoint = textOf(awsOptions(catalog, options).ENDPOINT);
    const registries = world.glueRegistries(endpoint);
    if (registries === undefined) return glueProblem(endpoint !== undefined && world.knowsHost(new URL(endpoint).hostname));
    return registries.find(({ name }) => name === registryOf(options));
}

const missing = (options: Options): string =>
    `AWS Glue Schema Registry ${debug(registryOf(options))} does not exist in the configured account/region`;

const failed = (options: Options, problem: string): string =>
    `failed to validate AWS Glue Schema Registry connection (registry=${debug(registryOf(options))}): ${problem}`;

export const glueSchemaRegistry: ConnectionType = {
    name: "glue-schema-registry",
    keyword: "AWS GLUE SCHEMA REGISTRY",
    since: "glueSchemaRegistries",
    options: ["AWS CONNECTION", "REGISTRY"],
    validated: true,
    fixed: "everything",
    check(options, catalog) {
        checkRequired(options, ["AWS CONNECTION", "REGISTRY"]);
        checkAwsReference(options, catalog);
        if (registryOf(options) === "") throw invalid("REGISTRY must not be empty");
    },
    problem({ catalog, world, options }) {
        const found = findGlueRegistry(catalog, world, options);
        if (found === undefined) return missing(options);
        return typeof found === "string" ? failed(options, found) : undefined;
    },
    ask: async ({ catalog, options }, client) => {
        const aws = awsOptions(catalog, options);
        const role = roleOf(aws, referenceOf(options["AWS CONNECTION"]));
        if (!role) return { unknown: true };
        return client.send({ ask: "glue", role, region: textOf(aws.REGION), registry: registryOf(options) });
    },
    accept({ world, options }, { glue }) {
        if (!glue) return missing(options);
        world.learnGlueRegistry(glue);
        return undefined;
    },
    explain: (options, problem) => failed(options, `AWS Glue error: ${problem}`),
};
