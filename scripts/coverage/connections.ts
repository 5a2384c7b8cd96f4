import { type Option, OWNER, reason, RENAME, type Section, SET } from "./statement";

const SSL: readonly Option[] = ["SSL CERTIFICATE AUTHORITY", "SSL CERTIFICATE", "SSL KEY"];
const SERVER: readonly Option[] = ["HOST", "PORT", "USER", "PASSWORD", "SSL MODE", ...SSL, "SSH TUNNEL", "AWS PRIVATELINK"];

/** `CREATE CONNECTION`, `ALTER CONNECTION`, `VALIDATE CONNECTION`. */
export const CONNECTIONS: Section = {
    title: "Connections",
    statements: [
        {
            statement: "CREATE CONNECTION … TO KAFKA (…)",
            of: ["KafkaConnection"],
            upTo: "CREATE CONNECTION a TO KAFKA (",
            options: [
                ["BROKER", "brokers"],
                ["BROKERS", "brokers.address"],
                ["BROKERS (… USING AWS PRIVATELINK …)", "brokers.privateLink.connection"],
                ["BROKERS (… USING AWS PRIVATELINK … (AVAILABILITY ZONE))", "brokers.privateLink.availabilityZone"],
                ["BROKERS (… USING AWS PRIVATELINK … (PORT))", "brokers.privateLink.port"],
                ["BROKERS (… USING SSH TUNNEL …)", "brokers.sshTunnel"],
                ["BROKERS (MATCHING …)", "brokers.matching"],
                ["AWS PRIVATELINK", "privateLink.connection"],
                ["AWS PRIVATELINK … (PORT)", "privateLink.port"],
                "SSH TUNNEL",
                "SECURITY PROTOCOL",
                "SASL MECHANISMS",
                "SASL USERNAME",
                "SASL PASSWORD",
                ...SSL,
                "AWS CONNECTION",
                "PROGRESS TOPIC",
                "PROGRESS TOPIC REPLICATION FACTOR",
            ],
        },
        {
            statement: "CREATE CONNECTION … TO CONFLUENT SCHEMA REGISTRY (…)",
            of: ["ConfluentSchemaRegistryConnection"],
            upTo: "CREATE CONNECTION a TO CONFLUENT SCHEMA REGISTRY (",
            options: [
                "URL",
                "USER",
                ["USERNAME", reason("another word for `USER`")],
                "PASSWORD",
                ...SSL,
                "SSH TUNNEL",
                "AWS PRIVATELINK",
                ["PORT", reason("Materialize ignores it: `url` has the port")],
            ],
        },
        {
            statement: "CREATE CONNECTION … TO SSH TUNNEL (…)",
            of: ["SshTunnelConnection"],
            upTo: "CREATE CONNECTION a TO SSH TUNNEL (",
            options: [
                "HOST",
                "USER",
                "PORT",
                ["PUBLIC KEY 1", reason("Materialize makes the keys: the output `publicKeys`")],
                ["PUBLIC KEY 2", reason("Materialize makes the keys: the output `publicKeys`")],
            ],
        },
        {
            statement: "CREATE CONNECTION … TO AWS PRIVATELINK (…)",
            of: ["AwsPrivatelinkConnection"],
            upTo: "CREATE CONNECTION a TO AWS PRIVATELINK (",
            options: ["SERVICE NAME", "AVAILABILITY ZONES"],
        },
        {
            statement: "CREATE CONNECTION … TO AWS (…)",
            of: ["AwsConnection"],
            upTo: "CREATE CONNECTION a TO AWS (",
            options: [
                "ASSUME ROLE ARN",
                "ASSUME ROLE SESSION NAME",
                "ACCESS KEY ID",
                "SECRET ACCESS KEY",
                "SESSION TOKEN",
                "REGION",
                "ENDPOINT",
            ],
        },
        {
            statement: "CREATE CONNECTION … TO AWS GLUE SCHEMA REGISTRY (…)",
            of: ["AwsGlueSchemaRegistryConnection"],
            upTo: "CREATE CONNECTION a TO AWS GLUE SCHEMA REGISTRY (",
            options: ["AWS CONNECTION", "REGISTRY"],
        },
        {
            statement: "CREATE CONNECTION … TO GCP (…)",
            of: ["GcpConnection"],
            upTo: "CREATE CONNECTION a TO GCP (",
            options: ["SERVICE ACCOUNT KEY"],
        },
        {
            statement: "CREATE CONNECTION … TO POSTGRES (…)",
            of: ["PostgresConnection"],
            upTo: "CREATE CONNECTION a TO POSTGRES (",
            options: ["DATABASE", ...SERVER],
        },
        {
            statement: "CREATE CONNECTION … TO MYSQL (…)",
            of: ["MySqlConnection"],
            upTo: "CREATE CONNECTION a TO MYSQL (",
            options: [...SERVER, "AWS CONNECTION"],
        },
        {
            statement: "CREATE CONNECTION … TO SQL SERVER (…)",
            of: ["SqlServerConnection"],
            upTo: "CREATE CONNECTION a TO SQL SERVER (",
            options: ["DATABASE", ...SERVER],
        },
        {
            statement: "CREATE CONNECTION … TO ICEBERG CATALOG (…)",
            of: ["IcebergCatalogConnection"],
            upTo: "CREATE CONNECTION a TO ICEBERG CATALOG (",
            options: [
                "CATALOG TYPE",
                "URL",
                "WAREHOUSE",
                "CREDENTIAL",
                "SCOPE",
                "AWS CONNECTION",
                "GCP CONNECTION",
                ["OAUTH2 SERVER URL", reason("newer than v26.39, the newest tested version")],
            ],
        },
        {
            statement: "CREATE CONNECTION … WITH (…), ALTER CONNECTION … WITH (…)",
            of: ["CONNECTION"],
            upTo: "CREATE CONNECTION a TO KAFKA (BROKER 'a') WITH (",
            options: [["VALIDATE", "validate"]],
        },
        {
            statement: "ALTER CONNECTION …",
            of: ["CONNECTION"],
            upTo: "ALTER CONNECTION a ",
            options: [
                RENAME,
                OWNER,
                SET,
                ["DROP (…)", reason("an argument that is removed from the program")],
                ["RESET (…)", reason("the same as `DROP`")],
                ["ROTATE KEYS", "rotateKeys"],
            ],
        },
        {
            statement: "VALIDATE CONNECTION …",
            of: ["CONNECTION"],
            options: [["VALIDATE CONNECTION", "validate"]],
        },
    ],
};

export const SECRETS: Section = {
    title: "Secrets",
    statements: [
        { statement: "CREATE SECRET …", of: ["Secret"], upTo: "CREATE SECRET a ", options: ["AS"] },
        { statement: "ALTER SECRET …", of: ["Secret"], upTo: "ALTER SECRET a ", options: [RENAME, OWNER, "AS"] },
    ],
};
