import { as, done, refused, type Rule, testRules } from "./rules";

/** A role that may create objects in one schema, and what it may not use in another one. */
const BEFORE = [
    "CREATE DATABASE d",
    "CREATE SCHEMA d.own",
    "CREATE SCHEMA d.shared",
    "CREATE SECRET d.shared.sec AS 'x'",
    "CREATE VIEW d.shared.v AS SELECT 1 AS a",
    "CREATE CONNECTION d.shared.k TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL PLAINTEXT)",
    "CREATE CONNECTION d.shared.reg TO CONFLUENT SCHEMA REGISTRY (URL 'http://127.0.0.1:8081')",
    "CREATE ROLE r",
    "GRANT CREATE ON SCHEMA d.own TO r",
    "CREATE CLUSTER c (SIZE '25cc')",
    "GRANT CREATE ON CLUSTER c TO r",
];
const USES_SHARED = "GRANT USAGE ON SCHEMA d.shared TO r";

/** Returns the answer to a statement for which the role lacks a privilege. */
const lacking = (privilege: string, target: string): ReturnType<typeof refused> =>
    refused(`permission denied for ${target}`, "42501", { detail: `The 'r' role needs ${privilege} privileges on ${target}` });

const SASL = "SASL MECHANISMS 'PLAIN', SASL USERNAME 'u', SASL PASSWORD SECRET d.shared.sec";
const CONNECTION = as("r", `CREATE CONNECTION d.own.x TO KAFKA (BROKER 'a:1', ${SASL}) WITH (VALIDATE = false)`);
const SOURCE = "CREATE SOURCE d.own.x IN CLUSTER c FROM KAFKA CONNECTION d.shared.k";
const AVRO = "FORMAT AVRO USING CONFLUENT SCHEMA REGISTRY CONNECTION d.shared.reg";
const avroSource = as("r", `${SOURCE} (TOPIC 'plain_avro') ${AVRO}`);

const CREATES: readonly Rule[] = [
    ["21b:90", BEFORE, CONNECTION, lacking("USAGE", 'SCHEMA "d.shared"')],
    ["21b:119", [...BEFORE, USES_SHARED], CONNECTION, lacking("USAGE", 'SECRET "d.shared.sec"')],
    ["§2 rights", [...BEFORE, USES_SHARED, "GRANT USAGE ON SECRET d.shared.sec TO r"], CONNECTION, done()],
    ["§2 rights", BEFORE, as("r", `${SOURCE} (TOPIC 'txt') FORMAT TEXT`), lacking("USAGE", 'SCHEMA "d.shared"')],
    [
        "§2 rights",
        [...BEFORE, USES_SHARED, "GRANT USAGE ON CONNECTION d.shared.k TO r"],
        avroSource,
        lacking("USAGE", 'CONNECTION "d.shared.reg"'),
    ],
    ["§2 rights", BEFORE, as("r", "CREATE VIEW d.own.x AS SELECT a FROM d.shared.v"), done()],
];

const OWN_CONNECTION = as("r", "CREATE CONNECTION d.own.x TO SSH TUNNEL (HOST 'bastion.local', USER 'u')");

const LATER: readonly Rule[] = [
    ["§2 rights", [...BEFORE, OWN_CONNECTION], as("r", "VALIDATE CONNECTION d.own.x"), lacking("USAGE", 'SCHEMA "d.own"')],
    ["§2 rights", [...BEFORE, OWN_CONNECTION], as("r", "DROP CONNECTION d.own.x"), lacking("USAGE", 'SCHEMA "d.own"')],
    [
        "real server",
        [...BEFORE, OWN_CONNECTION],
        as("r", "COMMENT ON CONNECTION d.own.x IS 'c'"),
        lacking("USAGE", 'SCHEMA "d.own"'),
    ],
    [
        "real server",
        [...BEFORE, as("r", "CREATE TYPE d.own.x AS LIST (ELEMENT TYPE = int4)")],
        as("r", "COMMENT ON TYPE d.own.x IS 'c'"),
        done(),
    ],
    [
        "source of Materialize: AlterSchemaRename",
        [
            "CREATE DATABASE d",
            "CREATE ROLE r",
            "GRANT r TO materialize",
            "CREATE SCHEMA d.s",
            "GRANT CREATE ON DATABASE d TO r",
        ].concat("ALTER SCHEMA d.s OWNER TO r", "REVOKE CREATE ON DATABASE d FROM r"),
        as("r", "ALTER SCHEMA d.s RENAME TO t"),
        lacking("CREATE", 'DATABASE "d"'),
    ],
    [
        "source of Materialize: AlterDefaultPrivileges",
        BEFORE,
        as("r", "ALTER DEFAULT PRIVILEGES FOR ROLE r IN SCHEMA d.own GRANT SELECT ON TABLES TO materialize"),
        lacking("USAGE", 'DATABASE "d"'),
    ],
];

testRules("rights of CREATE", CREATES);
testRules("rights of other statements", LATER);
