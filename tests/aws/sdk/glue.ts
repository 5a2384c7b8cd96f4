import { AwsError } from "../errors";
import { isObject, type Json, type JsonObject } from "../provider/values";
import type { RegionContext } from "../resources/resource";
import type { Entity, GlueSchema } from "../world/entities";

/** An operation of the Glue API. */
type Operation = (context: RegionContext, body: JsonObject) => JsonObject;

/** Returns the registry of a name or an ARN. */
function findRegistry({ world, region }: RegionContext, id: Json | undefined): Entity<"glueRegistry"> {
    const { RegistryName: name, RegistryArn: arn } = isObject(id) ? id : {};
    const found = world.all(
        "glueRegistry",
        (props, entity) => entity.region === region && [entity.id, props.name].includes(text(arn ?? name)),
    )[0];
    if (!found) throw notFound(`Registry is not found. RegistryName: ${text(name)}, RegistryArn: ${text(arn)}`);
    return found;
}

function getRegistry(context: RegionContext, { RegistryId: id }: JsonObject): JsonObject {
    const { id: arn, props } = findRegistry(context, id);
    return { RegistryName: props.name, RegistryArn: arn, Status: "AVAILABLE" };
}

/** Finds a version by its id, in any registry of the account, or the latest one of a schema. */
function getSchemaVersion(context: RegionContext, body: JsonObject): JsonObject {
    const { SchemaVersionId: versionId, SchemaId: schemaId } = body;
    const { RegistryName: registry, SchemaName: schema } = isObject(schemaId) ? schemaId : {};
    const registries = context.world.all("glueRegistry", (_, { region }) => region === context.region);
    const [found] = registries.flatMap(({ id, props }) =>
        Object.entries(props.schemas)
            .filter(([name, version]) =>
                versionId === undefined ? props.name === registry && name === schema : version.versionId === versionId,
            )
            .map(([name, version]) => describe(`${id.replace(":registry/", ":schema/")}/${name}`, version)),
    );
    if (!found) throw notFound("Schema version is not found.");
    return found;
}

const describe = (arn: string, { versionId, definition, format = "AVRO" }: GlueSchema): JsonObject => ({
    ...{ SchemaArn: arn, SchemaVersionId: versionId, SchemaDefinition: definition, DataFormat: format },
    ...{ VersionNumber: 1, Status: "AVAILABLE" },
});

const notFound = (message: string): AwsError => new AwsError("EntityNotFoundException", message);
const text = (value: Json | undefined): string => (typeof value === "string" ? value : "null");

export const GLUE_OPERATIONS: Readonly<Record<string, Operation>> = {
    GetRegistry: getRegistry,
    GetSchemaVersion: getSchemaVersion,
};
