import { done, testRules, refused, rows, type Rule } from "./rules";

const SECRET = "CREATE SECRET s AS 'x'";
const SSH = "CREATE CONNECTION t TO SSH TUNNEL (HOST 'bastion', USER 'u')";
const ROLE = "CREATE CONNECTION a TO AWS (ASSUME ROLE ARN 'arn:aws:iam::123456789012:role/x')";
const KAFKA = "CREATE CONNECTION k TO KAFKA (BROKER 'b:1') WITH (VALIDATE = false)";
const POSTGRES = "CREATE CONNECTION p TO POSTGRES (HOST 'h', DATABASE 'd', USER 'u', SSH TUNNEL t) WITH (VALIDATE = false)";

const create = (kind: string, options: string, name = "c"): string =>
    `CREATE CONNECTION ${name} TO ${kind} (${options}) WITH (VALIDATE = false)`;
const kafka = (options: string): string => create("KAFKA", options);
const alter = (name: string, rest: string): string => `ALTER CONNECTION ${name} ${rest} WITH (VALIDATE = false)`;
const definition = "SELECT create_sql FROM mz_connections WHERE id LIKE 'u%' AND type <> 'ssh-tunnel'";
const invalid = (reason: string): ReturnType<typeof refused> => refused(`invalid CONNECTION: ${reason}`);

const VALUES: readonly Rule[] = [
    [
        "§1 options",
        [],
        kafka("BROKER 'b:1', HOST 'x', ACCESS KEY ID 'x'"),
        refused("KAFKA connections do not support ACCESS KEY ID, HOST values"),
    ],
    [
        "§1 options",
        [],
        create("SSH TUNNEL", "HOST 'h', USER 'u', PORT '22'"),
        refused("invalid PORT: cannot use value as number"),
    ],
    [
        "02:91",
        [],
        create("SSH TUNNEL", "HOST 'h', USER 'u', PORT -1"),
        refused("invalid PORT: invalid numeric value: invalid digit found in string"),
    ],
    ["§1 options", [], create("SSH TUNNEL", "HOST 5, USER 'u'"), refused("invalid HOST: cannot use value as string")],
    [
        "§1 options",
        [],
        create("SSH TUNNEL", "HOST ('a', 'b'), USER 'u'"),
        refused("invalid HOST: incompatible value types: cannot convert sequences to text"),
    ],
    [
        "§4 text",
        [SECRET],
        create("SSH TUNNEL", "HOST SECRET s, USER 'u'"),
        refused("invalid HOST: incompatible value types: cannot convert secrets to text"),
    ],
    [
        "§4 SSH",
        [SECRET],
        create("SSH TUNNEL", "HOST 'h', USER SECRET s"),
        refused("SSH connections do not support supplying USER value as SECRET"),
    ],
    ["§4 SSH", [], create("SSH TUNNEL", "HOST, USER 'u'"), refused("invalid HOST: must provide a string value")],
    [
        "§4 SSH",
        [],
        create("SSH TUNNEL", "HOST 'h', USER 'u', PUBLIC KEY 1 'x'"),
        refused("the PUBLIC KEY 1 option cannot be explicitly specified"),
    ],
    ["§9 wrong type", [SSH], kafka("BROKER 'b:1', SASL PASSWORD = SECRET t"), refused("materialize.public.t is not a secret")],
    ["§9 wrong type", [SECRET], kafka("BROKER 'b:1', SSH TUNNEL = s"), refused('connection "u1.u….s" does not exist')],
    ["§9 exists", [SECRET], create("AWS", "ASSUME ROLE ARN 'x'", "s"), refused('secret "materialize.public.s" already exists')],
    [
        "§9 unknown",
        [],
        create("AWS", "REGION 'x'", "nosuch.c"),
        refused("must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY"),
    ],
    ["§9 unknown", [], create("AWS", "ASSUME ROLE ARN 'x'", "nosuch.c"), refused("unknown schema 'nosuch'")],
    [
        "§4 WITH",
        [],
        "CREATE CONNECTION c TO AWS (ASSUME ROLE ARN 'x') WITH (VALIDATE = 'no')",
        refused("invalid VALIDATE: cannot use value as boolean"),
    ],
    [
        "§4 WITH",
        [],
        "CREATE CONNECTION c TO AWS (ASSUME ROLE ARN 'x') WITH (VALIDATE = false, VALIDATE = false)",
        refused("VALIDATE specified more than once"),
    ],
];

const KINDS: readonly Rule[] = [
    ["§4 Kafka", [], kafka("SECURITY PROTOCOL 'foo'"), refused("unknown security protocol: FOO")],
    ["§4 Kafka", [], kafka("SECURITY PROTOCOL 'SASL_SSL'"), refused("SASL MECHANISMS must be specified")],
    [
        "§4 Kafka",
        [SECRET],
        kafka("BROKER 'b:1', SSL KEY = SECRET s"),
        refused("option SSL KEY not supported with this configuration"),
    ],
    [
        "§4 Kafka",
        [],
        kafka("BROKER 'b:1,c:2'"),
        invalid(
            "cannot specify multiple Kafka broker addresses in one string.\n\nInstead, specify BROKERS using multiple strings, e.g. BROKERS ('kafka:9092', 'kafka:9093')",
        ),
    ],
    [
        "§4 Kafka",
        [],
        kafka("BROKER 'b:1', PROGRESS TOPIC REPLICATION FACTOR = 0"),
        invalid("PROGRESS TOPIC REPLICATION FACTOR must be greater than 0"),
    ],
    [
        "§4 Kafka",
        [SSH],
        kafka("BROKER 'b:1' USING AWS PRIVATELINK t (PORT 1)"),
        refused("t is not an AWS PRIVATELINK connection"),
    ],
    ["§4 CSR", [], create("CONFLUENT SCHEMA REGISTRY", "URL 'http://h:1/x'"), invalid("URL must have an empty path")],
    [
        "§4 CSR",
        [SECRET],
        create("CONFLUENT SCHEMA REGISTRY", "URL 'http://h', SSL KEY = SECRET s"),
        invalid("reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE"),
    ],
    [
        "§4 CSR",
        [SSH],
        create("CONFLUENT SCHEMA REGISTRY", "URL 'http://h', AWS PRIVATELINK t (PORT 1)"),
        invalid("CONFLUENT SCHEMA REGISTRY does not support PORT for AWS PRIVATELINK"),
    ],
    [
        "§4 AWS",
        [SECRET],
        create("AWS", "SECRET ACCESS KEY = SECRET s"),
        refused("must specify both ACCESS KEY ID and SECRET ACCESS KEY with optional SESSION TOKEN"),
    ],
    [
        "§4 AWS",
        [],
        create("AWS", "ASSUME ROLE SESSION NAME 'x'"),
        refused("must specify ASSUME ROLE ARN with optional ASSUME ROLE SESSION NAME"),
    ],
    [
        "§4 PostgreSQL",
        [],
        create("POSTGRES", "HOST 'h', DATABASE 'd', USER 'u', SSL MODE 'REQUIRE'"),
        invalid('unknown SSL MODE "REQUIRE"'),
    ],
    ["§4 PostgreSQL", [], create("POSTGRES", "SSL CERTIFICATE 'x'"), invalid("both SSL KEY and SSL CERTIFICATE are required")],
    ["§4 PostgreSQL", [], create("POSTGRES", "USER 'u'"), refused("DATABASE option is required")],
    [
        "§4 MySQL",
        [ROLE],
        create("MYSQL", "HOST 'h', USER 'u', AWS CONNECTION = a"),
        invalid("AWS IAM authentication requires SSL to be enabled"),
    ],
    [
        "§4 MySQL",
        [SECRET, ROLE],
        create("MYSQL", "HOST 'h', USER 'u', PASSWORD SECRET s, AWS CONNECTION = a"),
        invalid("AWS IAM authentication is not supported with password"),
    ],
    ["§4 MySQL", [], create("MYSQL", "HOST 'h', USER 'u', SSL MODE 'x'"), invalid('unknown SSL MODE "X"')],
    ["§4 SQL Server", [], create("SQL SERVER", "DATABASE 'd'"), refused("HOST option is required")],
    [
        "§4 SQL Server",
        [SECRET],
        create("SQL SERVER", "HOST 'h', DATABASE 'd', USER 'u', PASSWORD SECRET s, SSL MODE 'verify_ca'"),
        invalid("SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY"),
    ],
    ["§4 Iceberg", [], create("ICEBERG CATALOG", "URL 'https://x'"), invalid("ICEBERG connections must specify CATALOG TYPE")],
    [
        "§4 Iceberg",
        [],
        create("ICEBERG CATALOG", "CATALOG TYPE 'foo'"),
        refused("invalid CATALOG TYPE: invalid iceberg catalog type"),
    ],
    [
        "§4 Iceberg",
        [],
        create("ICEBERG CATALOG", "CATALOG TYPE 'rest', URL 'https://x'"),
        invalid("ICEBERG rest connections require a CREDENTIAL"),
    ],
    [
        "§4 Iceberg",
        [],
        create("ICEBERG CATALOG", "CATALOG TYPE 's3tablesrest', URL 'https://x'"),
        invalid("ICEBERG s3tablesrest connections must specify WAREHOUSE"),
    ],
    ["§4 VALIDATE", [SECRET], "VALIDATE CONNECTION s", refused("cannot validate secret 'materialize.public.s'")],
];

const CHANGES: readonly Rule[] = [
    ["§4 ALTER", [], "ALTER CONNECTION IF EXISTS o SET (BROKER 'b:1')", done('SINK "o" does not exist, skipping')],
    ["§4 ALTER", [SECRET], "ALTER CONNECTION s SET (BROKER 'b:1')", refused('connection "u1.u….s" does not exist')],
    [
        "§4 ALTER",
        [KAFKA],
        alter("k", "DROP (BROKER)"),
        refused("invalid ALTER CONNECTION: invalid CONNECTION: must set one of BROKER, BROKERS, or AWS PRIVATELINK", "0A000"),
    ],
    [
        "§4 ALTER",
        [KAFKA],
        alter("k", "SET (BROKER 'c:1'), DROP (BROKER)"),
        refused("cannot both SET and DROP/RESET options BROKER"),
    ],
    [
        "§4 ALTER",
        [KAFKA, ROLE],
        alter("k", "SET (SSH TUNNEL = a)"),
        refused("invalid ALTER CONNECTION: a is not an SSH connection", "0A000"),
    ],
    ["§4 ALTER", [KAFKA], alter("k", "SET (SASL PASSWORD = 'x')"), refused("invalid SASL PASSWORD: must provide a secret value")],
    ["§4 ALTER", [SSH, POSTGRES], alter("p", "DROP (SSH TUNNEL)"), refused("u… cannot be altered in the requested way")],
    ["§4 ALTER", [SSH, POSTGRES], alter("p", "SET (SSH TUNNEL = t)"), done()],
    [
        "§4 ALTER",
        [SSH, POSTGRES],
        "ALTER CONNECTION p DROP (SSH TUNNEL)",
        refused(
            "error connecting to server: failed to lookup address information: Name or service not known: error connecting to server: failed to lookup address information: Name or service not known: failed to lookup address information: Name or service not known",
            "58000",
        ),
    ],
];

const STORED: readonly Rule[] = [
    [
        "10:31",
        [create("SSH TUNNEL", "HOST bastion, USER Me")],
        "SELECT create_sql LIKE '%(HOST = \"bastion\", %USER = \"me\")' FROM mz_connections WHERE name = 'c'",
        rows(["t"]),
    ],
    [
        "10:31",
        [create("ICEBERG CATALOG", "URL 'https://x', WAREHOUSE 'w', SCOPE 'x', CREDENTIAL 'a:b', CATALOG TYPE 'rest'")],
        definition,
        rows([
            `CREATE CONNECTION "materialize"."public"."c" TO ICEBERG CATALOG (CREDENTIAL = 'a:b', SCOPE = 'x', CATALOG TYPE = 'rest', URL = 'https://x', WAREHOUSE = 'w')`,
        ]),
    ],
    [
        "10:31",
        [SSH, kafka("BROKERS ('b:1' USING SSH TUNNEL t, 'c:2'), SSH TUNNEL t")],
        definition,
        rows([
            `CREATE CONNECTION "materialize"."public"."c" TO KAFKA (BROKERS = ('b:1'USING SSH TUNNEL [u… AS "materialize"."public"."t"], 'c:2'), SSH TUNNEL = [u… AS "materialize"."public"."t"])`,
        ]),
    ],
    [
        "10:31",
        [
            `CREATE SECRET "S ""x"" ä" AS 'x'`,
            kafka(`BROKER 'b:1', SASL MECHANISMS 'PLAIN', SASL USERNAME 'it''s', SASL PASSWORD SECRET "S ""x"" ä"`),
        ],
        definition,
        rows([
            `CREATE CONNECTION "materialize"."public"."c" TO KAFKA (BROKER = 'b:1', SASL MECHANISMS = 'PLAIN', SASL PASSWORD = SECRET [u… AS "materialize"."public"."S ""x"" ä"], SASL USERNAME = 'it''s')`,
        ]),
    ],
];

testRules("values of connection options", VALUES);
testRules("types of connections", KINDS);
testRules("changes of connections", CHANGES);
testRules("stored connections", STORED);
