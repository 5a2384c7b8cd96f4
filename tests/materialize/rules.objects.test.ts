import { as, done, testRules, refused, rows, setFlag, type Rule } from "./rules";

const SECRET = "CREATE SECRET s AS 'x'";
const KAFKA = "CREATE CONNECTION k TO KAFKA (BROKER '127.0.0.1:9092', SECURITY PROTOCOL = 'PLAINTEXT')";
const SOURCE = "CREATE SOURCE x FROM KAFKA CONNECTION k (TOPIC 'txt') FORMAT TEXT";
const VIEW = "CREATE VIEW v AS SELECT 1 AS a";
const MATERIALIZED = "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a";
const HISTORY = setFlag("enable_logical_compaction_window");
const PASSWORDS = setFlag("enable_password_auth");
const ZONES = setFlag("enable_managed_cluster_availability_zones");
const hint = "Use DROP ... CASCADE to drop the dependent objects too.";

const NAMES: readonly Rule[] = [
    [
        "§9 depended upon",
        [
            'CREATE SCHEMA "S x"',
            `CREATE SECRET "S x"."My s" AS 'x'`,
            `CREATE CONNECTION c TO AWS (ACCESS KEY ID 'x', SECRET ACCESS KEY SECRET "S x"."My s")`,
        ],
        'DROP SECRET "S x"."My s"',
        refused('cannot drop secret "S x.My s": still depended upon by connection "c"', "XX000", { hint }),
    ],
    [
        "§9 depended upon",
        [VIEW, "CREATE VIEW w AS SELECT a FROM v"],
        "DROP VIEW v",
        refused('cannot drop view "v": still depended upon by view "w"', "XX000", { hint }),
    ],
    ["v26.39 DROP", [VIEW, "CREATE VIEW w AS SELECT a FROM v"], "DROP VIEW v, w", done()],
    ["§9 unknown", [], 'DROP SECRET "N o"', refused("unknown catalog item 'N o'")],
    [
        "§9 IF EXISTS",
        [],
        'DROP SECRET IF EXISTS "N o", nosuch.t',
        done('SECRET "\\"N o\\"" does not exist, skipping', 'SECRET "nosuch.t" does not exist, skipping'),
    ],
    [
        "§9 IF EXISTS",
        [],
        "ALTER SECRET IF EXISTS public.n OWNER TO materialize",
        done('SECRET "public.n" does not exist, skipping'),
    ],
    [
        "§9 wrong type",
        [MATERIALIZED],
        "DROP VIEW m",
        refused("m is not a view", "XX000", { hint: "Use DROP MATERIALIZED VIEW to remove a materialized view." }),
    ],
    [
        "§9 wrong type",
        [MATERIALIZED],
        "ALTER VIEW m RENAME TO n",
        refused("m is not a view", "XX000", { hint: "Use ALTER MATERIALIZED VIEW to rename a materialized view." }),
    ],
    [
        "§9 wrong type",
        [MATERIALIZED],
        "SHOW CREATE VIEW m",
        refused("materialize.public.m is not a view", "XX000", {
            hint: "Use SHOW CREATE MATERIALIZED VIEW to show a materialized view.",
        }),
    ],
    ["§9 wrong type", [VIEW, "CREATE INDEX i ON v (a)"], "DROP VIEW i", refused("i is an index not a view")],
    ["§9 wrong type", [SECRET], "SHOW COLUMNS FROM s", refused("materialize.public.s is a secret and so does not have columns")],
    ["§9 wrong type", [SECRET], "SELECT * FROM s", refused("materialize.public.s is a secret, which cannot be depended upon")],
    [
        "§7 OR REPLACE",
        [VIEW],
        "CREATE OR REPLACE VIEW v AS SELECT a FROM v",
        refused("cannot replace view materialize.public.v: depended upon by new materialize.public.v definition"),
    ],
    [
        "§7 SCHEMA",
        [],
        "DROP SCHEMA mz_catalog",
        refused("cannot drop schema mz_catalog because it is required by the database system"),
    ],
];

const RETENTION: readonly Rule[] = [
    [
        "§7 MATERIALIZED VIEW",
        [
            HISTORY,
            MATERIALIZED,
            "ALTER MATERIALIZED VIEW m SET (RETAIN HISTORY = FOR '1h')",
            "ALTER MATERIALIZED VIEW m SET (RETAIN HISTORY = FOR '2h')",
        ],
        "SHOW CREATE MATERIALIZED VIEW m",
        rows([
            "materialize.public.m",
            "CREATE MATERIALIZED VIEW materialize.public.m\n    IN CLUSTER quickstart\n    WITH (REFRESH = ON COMMIT, RETAIN HISTORY = FOR '2h')\n    AS SELECT 1 AS a;",
        ]),
    ],
    [
        "§7 MATERIALIZED VIEW",
        [
            HISTORY,
            "CREATE MATERIALIZED VIEW m WITH (RETAIN HISTORY = FOR '1h') AS SELECT 1 AS a",
            "ALTER MATERIALIZED VIEW m RESET (RETAIN HISTORY)",
        ],
        "SELECT create_sql LIKE '%IN CLUSTER [u1] WITH (REFRESH = ON COMMIT) AS %' FROM mz_materialized_views",
        rows(["t"]),
    ],
    [
        "§5 RETAIN HISTORY",
        [HISTORY, KAFKA, SOURCE, "ALTER SOURCE x SET (RETAIN HISTORY = FOR '1h')", "ALTER SOURCE x RESET (RETAIN HISTORY)"],
        'SELECT create_sql LIKE \'%EXPOSE PROGRESS AS [u% AS "materialize"."public"."x_progress"]\' FROM mz_sources WHERE name = \'x\'',
        rows(["t"]),
    ],
    [
        "§5 RETAIN HISTORY",
        [HISTORY, KAFKA],
        `${SOURCE} WITH (RETAIN HISTORY = FOR '500ms')`,
        refused("RETAIN HISTORY cannot be set lower than 1000ms"),
    ],
    [
        "§5 RETAIN HISTORY",
        [HISTORY, KAFKA, SOURCE],
        "ALTER SOURCE x SET (RETAIN HISTORY = FOR '0')",
        refused("RETAIN HISTORY cannot be disabled or set to 0"),
    ],
    [
        "§5 RETAIN HISTORY",
        [VIEW, HISTORY],
        "ALTER VIEW v SET (RETAIN HISTORY = FOR '1h')",
        refused("VIEW does not support RETAIN HISTORY"),
    ],
    [
        "§5 new form",
        [
            HISTORY,
            setFlag("enable_create_table_from_source"),
            KAFKA,
            "CREATE SOURCE b FROM KAFKA CONNECTION k (TOPIC 'txt')",
            "CREATE TABLE t FROM SOURCE b (REFERENCE txt) FORMAT TEXT WITH (RETAIN HISTORY = FOR '1h')",
        ],
        "ALTER TABLE t SET (RETAIN HISTORY = FOR '2h')",
        refused("internal error: planner should have rejected invalid alter retain history item type"),
    ],
];

const ATTRIBUTES = "SELECT rolcanlogin, rolsuper FROM mz_roles WHERE name = 'r'";
const attributesRefused = refused(
    "SUPERUSER, PASSWORD, and LOGIN attributes is not supported in this environment. For more information consult the documentation at https://materialize.com/docs/sql/create-role/#details",
    "0A000",
);

const ROLES: readonly Rule[] = [
    ["§2 enable_password_auth", [], "CREATE ROLE r WITH LOGIN", attributesRefused],
    ["§2 enable_password_auth", ["CREATE ROLE r"], "ALTER ROLE r WITH NOLOGIN", attributesRefused],
    ["§7 ROLE", ["CREATE ROLE r"], ATTRIBUTES, rows(["f", null])],
    ["§7 ROLE", [`CREATE ROLE "r@x.io"`], "SELECT rolcanlogin FROM mz_roles WHERE name = 'r@x.io'", rows(["t"])],
    ["§7 ROLE", [PASSWORDS, "CREATE ROLE r WITH LOGIN PASSWORD 'x'"], ATTRIBUTES, rows(["t", "f"])],
    ["§7 ROLE", [PASSWORDS, "CREATE ROLE r", as("mz_system", "ALTER ROLE r WITH LOGIN SUPERUSER")], ATTRIBUTES, rows(["t", "t"])],
    [
        "§7 ROLE",
        [
            PASSWORDS,
            as("mz_system", "CREATE ROLE r WITH LOGIN SUPERUSER"),
            as("mz_system", "ALTER ROLE r WITH NOLOGIN NOSUPERUSER PASSWORD NULL"),
        ],
        ATTRIBUTES,
        rows(["f", "f"]),
    ],
    [
        "§2 rights",
        [PASSWORDS],
        "CREATE ROLE r SUPERUSER",
        refused("permission denied to create superuser role", "42501", {
            detail: "You must be a superuser to create superuser role",
        }),
    ],
    [
        "§2 rights",
        [PASSWORDS, "CREATE ROLE r"],
        "ALTER ROLE r PASSWORD 'y'",
        refused("permission denied to alter password of role", "42501"),
    ],
    ["§7 ROLE", [PASSWORDS], "CREATE ROLE r LOGIN NOLOGIN", refused("conflicting or redundant options")],
    [
        "§7 ROLE",
        [],
        "CREATE ROLE r CREATEDB",
        refused(
            "CREATEDB attribute is not supported, for more information consult the documentation at https://materialize.com/docs/sql/create-role/#details",
            "XX000",
            { detail: "Use system privileges instead." },
        ),
    ],
    ["§7 ROLE", [], "CREATE ROLE r NOINHERIT", refused("non inherit roles not yet supported", "0A000")],
    [
        "§7 ROLE",
        ["CREATE ROLE r"],
        "ALTER ROLE r SET cluster = 'x'",
        done('variable "cluster" was updated for "r", this will have no effect on the current session'),
    ],
];

const SHOWN = (more: string, rest: string): string =>
    `CREATE CLUSTER "c" (${more}INTROSPECTION DEBUGGING = false, ${rest}MANAGED = true, REPLICATION FACTOR = 1, SIZE = '25cc', SCHEDULE = MANUAL)`;
const EVERY_SECOND = "INTROSPECTION INTERVAL = INTERVAL '00:00:01', ";
const CLUSTER = "CREATE CLUSTER c (SIZE '25cc')";

const CLUSTERS: readonly Rule[] = [
    [
        "§2 flags",
        [],
        "CREATE CLUSTER c (SIZE '25cc', AVAILABILITY ZONES ('use1-az1'))",
        refused("MANAGED, AVAILABILITY ZONES syntax is not available"),
    ],
    [
        "§7 CLUSTER",
        [ZONES, "CREATE CLUSTER c (SIZE '25cc', AVAILABILITY ZONES ('use1-az1', 'use1-az2'))"],
        "SHOW CREATE CLUSTER c",
        rows(["c", SHOWN("AVAILABILITY ZONES = ('use1-az1', 'use1-az2'), ", EVERY_SECOND)]),
    ],
    [
        "§8 mz_clusters",
        [ZONES, CLUSTER, "ALTER CLUSTER c SET (AVAILABILITY ZONES ('use1-az4'))"],
        "SELECT availability_zones FROM mz_clusters WHERE name = 'c'",
        rows(["{use1-az4}"]),
    ],
    [
        "§7 CLUSTER",
        [ZONES, "CREATE CLUSTER c (SIZE '25cc', AVAILABILITY ZONES ('use1-az1'))", "ALTER CLUSTER c RESET (AVAILABILITY ZONES)"],
        "SHOW CREATE CLUSTER c",
        rows(["c", SHOWN("", EVERY_SECOND)]),
    ],
    [
        "§7 CLUSTER",
        [ZONES, CLUSTER],
        "ALTER CLUSTER c SET (AVAILABILITY ZONES ('q'))",
        refused("unknown cluster replica availability zone q", "0A000", {
            hint: "Valid availability zones are: use1-az1, use1-az2, use1-az4",
        }),
    ],
    [
        "§7 CLUSTER",
        [CLUSTER, "ALTER CLUSTER c SET (INTROSPECTION INTERVAL = 0)"],
        "SHOW CREATE CLUSTER c",
        rows(["c", SHOWN("", "INTROSPECTION INTERVAL = NULL, ")]),
    ],
    ["§7 CLUSTER", [], "CREATE CLUSTER c (SIZE '25cc', SIZE '50cc')", refused("SIZE specified more than once")],
    ["§7 CLUSTER", [], "CREATE CLUSTER c (SIZE 25)", refused("invalid SIZE: cannot use value as string")],
    [
        "§7 CLUSTER",
        [],
        "CREATE CLUSTER c (SIZE '25cc', INTROSPECTION DEBUGGING = 'yes')",
        refused("invalid INTROSPECTION DEBUGGING: cannot use value as boolean"),
    ],
    [
        "§7 CLUSTER",
        [],
        "CREATE CLUSTER c (SIZE '25cc', INTROSPECTION INTERVAL = 0, INTROSPECTION DEBUGGING)",
        refused("INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL"),
    ],
    [
        "§7 CLUSTER",
        [],
        "CREATE CLUSTER c (SIZE '25cc', DISK)",
        refused("DISK option not supported for modern cluster sizes because disk is always enabled"),
    ],
    [
        "§7 CLUSTER",
        [],
        "CREATE CLUSTER c (SIZE '25cc', WORKLOAD CLASS 'x')",
        refused("WORKLOAD CLASS not supported for non-system users"),
    ],
];

testRules("names in errors", NAMES);
testRules("history retention", RETENTION);
testRules("attributes of roles", ROLES);
testRules("options of clusters", CLUSTERS);
