import type * as pulumi from "@pulumi/pulumi";
import type { AwsConnection, AwsGlueSchemaRegistryConnection } from "../../sdk";
import { type ArgumentShape, describe, isGiven, isOutput, isPlainObject, property, shapeProblems } from "../argumentShape";
import type { IngestionContext } from "./ingestionContext";
import { type ReachableSchemaRegistryArgs, REGISTRIES } from "./registry";

/** A registry of AWS Glue. */
export interface GlueRegistryArgs {
    /** The exact name of the registry, in the AWS account and region of the cluster. Changing it replaces the connection, and the sources that use it. */
    registry: pulumi.Input<string>;
}

/** A schema registry with a URL, or a registry of AWS Glue. */
export type SchemaRegistryOrGlue =
    | (ReachableSchemaRegistryArgs & { glue?: never })
    | ({ [K in keyof ReachableSchemaRegistryArgs]?: never } & {
          /**
           * A registry of AWS Glue, which an IAM role reads: that of `auth.iam`, else one that the component creates. Formats give
           * `{ avro: { glue: { schemaName } } }`. Needs Materialize v26.31.
           */
          glue: GlueRegistryArgs;
      });

/**
 * The connection to a registry of AWS Glue, and the AWS connection by which Materialize reads it.
 *
 * @internal
 */
export interface GlueAccess {
    readonly connection: AwsGlueSchemaRegistryConnection;
    readonly aws: AwsConnection;
}

/**
 * Creates the access to a registry of AWS Glue. `aws` is the AWS connection of the authentication method, if it has one.
 *
 * @internal
 */
export type CreateGlueAccess = (
    given: GlueRegistryArgs,
    made: { readonly context: IngestionContext; readonly aws: AwsConnection | undefined; readonly validate: boolean },
) => GlueAccess;

/** The arguments of a registry with a URL. The name `glue` is known, so that a misspelt one is corrected. */
const WITH_URL: ArgumentShape = { ...REGISTRIES.reachable, optional: [...REGISTRIES.reachable.optional, "glue"] };

const GLUE: ArgumentShape = { required: ["glue"], nested: { glue: { required: ["registry"] } } };

/**
 * The arguments of a schema registry with a URL, or of a registry of AWS Glue.
 *
 * @internal
 */
export const REACHABLE_OR_GLUE: ArgumentShape = {
    ...REGISTRIES.reachable,
    check: (path, value) => {
        if (!isPlainObject(value)) return [`${path} takes { url, … } or { glue }, not ${describe(value)}`];
        if (!isGiven(property(value, "glue"))) return shapeProblems(path, value, WITH_URL);
        const [other] = Object.entries(value).flatMap(([key, given]) => (key !== "glue" && isGiven(given) ? [key] : []));
        if (other !== undefined) return [`${path} takes glue or the arguments of another registry, not glue and ${other}`];
        const problems = shapeProblems(path, value, GLUE);
        return problems.length > 0 ? problems : registryNameProblems(property(property(value, "glue"), "registry"));
    },
};

/** The names that AWS Glue accepts: see https://docs.aws.amazon.com/glue/latest/webapi/API_CreateRegistry.html. */
const REGISTRY_NAME = /^[\w$#.-]{1,255}$/u;

/**
 * Reports a name that no registry has; it could also be a pattern that widens a policy.
 *
 * @internal
 */
export const registryNameProblems = (name: unknown): string[] =>
    isOutput(name) || (typeof name === "string" && REGISTRY_NAME.test(name))
        ? []
        : [
              `schemaRegistry.glue.registry takes the name of a registry, up to 255 letters, digits and -_$#., not ${typeof name === "string" ? JSON.stringify(name) : describe(name)}`,
          ];
