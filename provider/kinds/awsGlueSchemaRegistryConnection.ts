import { reference } from "../values/reference";
import { text } from "../values/scalars";
import { connection } from "./shared/connection";
import { withoutAlter } from "./shared/databaseServer";
import { option } from "../statement/rows";

export const awsGlueSchemaRegistryConnection = connection({
    name: "AwsGlueSchemaRegistryConnection",
    target: "AWS GLUE SCHEMA REGISTRY",
    type: "glue-schema-registry",
    since: "glueSchemaRegistries",
    rows: withoutAlter([
        option("awsConnection", "AWS CONNECTION", reference("AwsConnection"), { required: true }),
        option("registry", "REGISTRY", text(), { required: true }),
    ]),
    rules: [],
});
