import { isProps, materializePolicy, type Props } from "./resource";

/** The arguments that take a text or a secret, and can be a part of credentials. Materialize stores a text in clear, where all its users can read it. */
export const STORED_IN_CLEAR: Readonly<Record<string, readonly string[]>> = {
    KafkaConnection: ["sasl.username"],
    ConfluentSchemaRegistryConnection: ["user"],
    AwsConnection: ["accessKeyId"],
    PostgresConnection: ["user"],
    MySqlConnection: ["user"],
    SqlServerConnection: ["user"],
};

/** A user name can be as confidential as its password: an API key of Confluent Cloud or WarpStream is the user name of a connection. */
export const noClearText = materializePolicy(
    {
        name: "no-clear-text",
        description: "A part of credentials is a Secret, not a text, which Materialize stores in clear.",
        enforcementLevel: "advisory",
    },
    (kind, props) => {
        const texts = (STORED_IN_CLEAR[kind] ?? []).filter(path => typeof valueAt(props, path) === "string");
        return texts.length > 0
            ? `${texts.join(", ")} is a text, which every user of Materialize can read: give a Secret`
            : undefined;
    },
);

const valueAt = (props: Props, path: string): unknown =>
    path.split(".").reduce<unknown>((value, step) => (isProps(value) ? value[step] : undefined), props);
