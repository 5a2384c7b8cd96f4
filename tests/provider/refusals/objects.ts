import { type Refusal, resource } from "../support";

/** Mistakes in the arguments of all objects, and in those of secrets, indexes, clusters, roles and default privileges. */
export const objectRefusals: readonly Refusal[] = [
    ["an empty name", "Secret", { name: "", value: "x" }, "name: is empty"],
    [
        "a name over the limit",
        "Secret",
        { name: "é".repeat(128), value: "x" },
        "name: is 256 bytes long; Materialize takes at most 255",
    ],
    [
        "a name with a NUL",
        "Secret",
        { name: "a\0b", value: "x" },
        "name: contains a NUL character, which Materialize cannot store",
    ],
    ["a name that consists of dots", "Secret", { name: "..", value: "x" }, 'name: ".." is not a name that Materialize accepts'],
    ["a missing value", "Secret", {}, "value is missing"],
    ["a value that is not text", "Secret", { value: 5 }, "value takes a string, not a number"],
    [
        "a value that is not UTF-8",
        "Secret",
        { value: "\ud800" },
        "value is not valid UTF-8 (half of a surrogate pair), which Materialize cannot store",
    ],
    [
        "a value over the limit",
        "Secret",
        { value: "x".repeat(524289) },
        "value is 524289 bytes long; Materialize takes at most 524288",
    ],
    [
        "a comment over the limit",
        "Secret",
        { value: "x", comment: "x".repeat(1025) },
        "comment: is 1025 bytes long; Materialize takes at most 1024",
    ],
    ["a misspelt argument", "Secret", { value: "x", coment: "y" }, "coment is not an argument; did you mean comment?"],
    [
        "an argument of another kind",
        "Secret",
        { value: "x", brokers: 1 },
        "brokers is not an argument; there are name, comment, owner, profile, cascade, adopt, identifyBy, database, schema, value, valueVersion",
    ],
    ...(
        [
            ["an address without a prefix", { address: "203.0.113.64" }],
            ["a prefix that is too long for IPv4", { address: "203.0.113.64/33" }],
            ["a prefix that is too long for IPv6", { address: "2001:db8::/129" }],
            ["an address with a zone", { address: "fe80::1%eth0/64" }],
            ["an address that is a host", { address: "office.example.com/32" }],
        ] as const
    ).map(([mistake, rule]): Refusal => [
        mistake,
        "NetworkPolicy",
        { rules: [{ name: "a", ...rule }] },
        'rules: rules[0].address is not a CIDR block of IPv4 or IPv6, such as "203.0.113.64/30" or, for one address, "203.0.113.64/32"',
    ]),
    ["a rule without an address", "NetworkPolicy", { rules: [{ name: "a" }] }, "rules: rules[0].address is missing"],
    [
        "another action",
        "NetworkPolicy",
        { rules: [{ name: "a", address: "::/0", action: "deny" }] },
        'rules: rules[0].action takes "allow", not "deny"',
    ],
    [
        "two rules of one name",
        "NetworkPolicy",
        { rules: ["a", "b", "a"].map(name => ({ name, address: "::/0" })) },
        "rules: rules[2].name is the name of another rule: each rule needs its own",
    ],
    [
        "more rules than Materialize takes",
        "NetworkPolicy",
        { rules: Array.from({ length: 26 }, (_, at) => ({ name: `r${String(at)}`, address: "203.0.113.70/30" })) },
        "rules: has 26 rules; Materialize takes at most 25",
    ],
    ["rules that are no list", "NetworkPolicy", { rules: { name: "a" } }, "rules: takes a list, not an object"],
    [
        "a name in upper case",
        "SystemParameter",
        { name: "MAX_TABLES", value: "1" },
        'name: is not the name of a parameter: write it in lower case, such as "statement_timeout"',
    ],
    ["a value that is no text", "SystemParameter", { name: "max_tables", value: 1 }, "value: takes a string, not a number"],
    [
        "a resource as the value",
        "SystemParameter",
        { name: "network_policy", value: resource("u2", '"office"') },
        "value: takes a string, not a resource: give its name, such as policy.name",
    ],
    [
        "a secret value",
        "SystemParameter",
        { name: "max_tables", value: "1", __secretInputs: ["value"] },
        "value cannot be a secret: every role can read the parameters of Materialize",
    ],
    ["an empty list", "RoleParameter", { role: "r", name: "search_path", value: [] }, "value: takes at least 1 item"],
    [
        "several items for a parameter that is no list",
        "RoleParameter",
        { role: "r", name: "cluster", value: ["a", "b"] },
        "value: has several items, and the parameter takes one value: only search_path is a list",
    ],
    ...(
        [
            ["a type that is none", "int; DROP TABLE x"],
            ["a type with a constraint", "int NOT NULL"],
            ["two types", "int, b text"],
            ["a type with an open parenthesis", "numeric(10"],
            ["a type whose parentheses hold a name", "numeric(a)"],
            ["a map without its value", "map[text]"],
            ["a type that is a comment", "-- int"],
            ["a type that closes the list of columns", "int) WITH (RETAIN HISTORY FOR '1h'"],
        ] as const
    ).map(([mistake, type]): Refusal => [
        mistake,
        "Table",
        { columns: [{ name: "a", type }] },
        'columns: columns[0].type is not a type: write one as in SQL, such as "int", "numeric(10, 2)" or "text list"',
    ]),
    ["a column without a type", "Table", { columns: [{ name: "a" }] }, "columns: columns[0].type is missing"],
    [
        "a type that is a number",
        "Table",
        { columns: [{ name: "a", type: 4 }] },
        "columns: columns[0].type takes a type as SQL, a Type, or { name, schema, database }, not a number",
    ],
    [
        "two columns of one name",
        "Table",
        { columns: ["a", "b", "a"].map(name => ({ name, type: "int" })) },
        "columns: columns[2].name is the name of another column: each column needs its own",
    ],
    [
        "a default that is a query",
        "Table",
        { columns: [{ name: "a", type: "int", default: "SELECT 1" }] },
        "columns: columns[0].default is a statement: give only the expression over the relation's columns",
    ],
    [
        "a partition that is not the first column",
        "Table",
        { columns: ["a", "b"].map(name => ({ name, type: "int" })), partitionBy: ["b"] },
        "partitionBy: must name the first columns of the table, in their order",
    ],
    ["a type without a form", "Type", {}, "list: is missing: give list, map or row"],
    [
        "a type that is a map and a row",
        "Type",
        { map: { valueType: "int" }, row: [{ name: "a", type: "int" }] },
        "map: cannot be given together with list or row: a type has one form",
    ],
    [
        "a type with two forms",
        "Type",
        { list: { elementType: "int" }, row: [{ name: "a", type: "int" }] },
        "row: cannot be given together with list: a type has one form",
    ],
    [
        "a list of lists without a name",
        "Type",
        { list: { elementType: "int list" } },
        "list: list.elementType must have a name: declare the list or map as a Type of its own, and give that one here",
    ],
    ["a map of char", "Type", { map: { valueType: "char(3)" } }, 'map: map.valueType cannot be char: write "text" or "varchar"'],
    ["an empty column name", "Index", { on: "v", columns: [""] }, "columns: columns[0] is empty"],
    ...(
        [
            ["two expressions in one item", "a, b", "contains more than one expression: give each as a separate item"],
            ["an expression that closes the parenthesis around it", "a) (b", 'has a ")" without an opening one'],
            ["an expression with a closing bracket of another type", "(a]", 'has a "]" without an opening one'],
            ["an expression with an open parenthesis", "lower(a", 'has no ")" for an opening one'],
            ["an expression with an open quote", "a || 'b", "has a quote that is never closed: 'b…"],
            ["an expression with an open comment", "a /* b", "has a comment that is never closed"],
            ["an expression with a semicolon", "a;", "contains a semicolon: leave it out"],
            [
                "an expression with a second statement",
                "a; DROP TABLE t",
                "holds more than one statement: give an expression, without a semicolon",
            ],
            ["an expression that is only a comment", "-- a", "is empty"],
        ] as const
    ).map(([mistake, expression, message]): Refusal => [
        mistake,
        "Index",
        { on: "v", columns: ["a", { expression }] },
        `columns: columns[1].expression ${message}`,
    ]),
    [
        "a name with a reserved prefix",
        "Cluster",
        { name: "mz_ingest", size: "25cc" },
        'name: begins with "mz_", "pg_" or "external_", which Materialize reserves',
    ],
    ...(
        [
            [
                "a number of replicas beside a schedule",
                { replicationFactor: 1, schedule: { onRefresh: {} } },
                "replicationFactor: cannot be given together with schedule.onRefresh: Materialize starts and stops the replica itself",
            ],
            [
                "two schedules",
                { schedule: { manual: {}, onRefresh: {} } },
                "schedule: takes exactly one of manual, onRefresh; manual and onRefresh are given",
            ],
            [
                "a strategy without the size of its replica",
                { autoScalingStrategy: { onHydration: {} } },
                "autoScalingStrategy: autoScalingStrategy.onHydration.hydrationSize is missing",
            ],
            [
                "a strategy with the size of the cluster",
                { autoScalingStrategy: { onHydration: { hydrationSize: "25cc" } } },
                "autoScalingStrategy: autoScalingStrategy.onHydration.hydrationSize is the size of the cluster: give the larger size that helps while objects are hydrated",
            ],
            [
                "an action after no time limit",
                { reconfiguration: { onTimeout: "commit" } },
                "reconfiguration: reconfiguration.onTimeout needs reconfiguration.timeout: without it, Materialize rolls back after its own time limit, 24 hours by default",
            ],
            [
                "a time limit in months",
                { reconfiguration: { timeout: "1 month" } },
                'reconfiguration: reconfiguration.timeout takes a length of time such as "30s", "5 minutes" or "1h", not "1 month"',
            ],
        ] as const
    ).map(([mistake, args, message]): Refusal => [mistake, "Cluster", { size: "25cc", ...args }, message]),
    ...Object.entries({ workloadClass: "production", reconfiguration: { waitUntilReady: false } }).map(
        ([path, value]): Refusal => [
            `${path} of an unmanaged cluster`,
            "Cluster",
            { managed: false, [path]: value },
            `${path}: is for managed clusters, and cannot be given together with managed: false`,
        ],
    ),
    [
        "a name that newer servers reserve",
        "Role",
        { name: "session_user" },
        "name: must not be one of current_user, current_role, session_user, user, none, which Materialize reserves from v26.39 on",
    ],
    ["the name public", "Role", { name: "public" }, "name: must not be PUBLIC, which means all roles: choose another name"],
    [
        "a privilege that the object type does not have",
        "DefaultPrivilege",
        { on: "SECRETS", forRole: "r", grantee: "r", privileges: ["SELECT"] },
        "privileges: contains a privilege that does not exist for the object type: TABLES: SELECT, INSERT, UPDATE, DELETE; SECRETS: USAGE; CONNECTIONS: USAGE; SCHEMAS: USAGE, CREATE; DATABASES: USAGE, CREATE; CLUSTERS: USAGE, CREATE; TYPES: USAGE",
    ],
    ...(
        [
            [
                "all objects of two types",
                { allTables: true, allTypes: true },
                "takes exactly one of allTables, allTypes, allSecrets, allConnections, allSchemas, allDatabases, allClusters",
            ],
            ["all objects with false", { allTables: false }, "on.allTables takes true, not a boolean"],
            ["a misspelt type of all objects", { allTabels: true }, "on.allTabels is not an argument; did you mean allTables?"],
            [
                "all clusters in a schema",
                { allClusters: true, in: { schema: "s" } },
                "on.in cannot be given with allClusters, which lie in no schema or database: leave it out",
            ],
            [
                "all schemas in a schema",
                { allSchemas: true, in: { schema: "s" } },
                "on.in.schema is not an argument; there are database",
            ],
            [
                "all objects in a bare name",
                { allTables: true, in: "s" },
                "on.in takes an object with exactly one of schema, database, not a string",
            ],
        ] as const
    ).map(([mistake, on, message]): Refusal => [mistake, "Grant", { on, role: "r", privileges: ["USAGE"] }, `on: ${message}`]),
    [
        "a privilege that no object of the type has",
        "Grant",
        { on: { allTables: true }, role: "r", privileges: ["USAGE"] },
        'privileges: contains a privilege that does not exist for the object type: secret: USAGE; connection: USAGE; source: SELECT; table: SELECT, INSERT, UPDATE, DELETE; view: SELECT; materializedView: SELECT; cluster: USAGE, CREATE; database: USAGE, CREATE; schema: USAGE, CREATE; type: USAGE; networkPolicy: USAGE; "SYSTEM": CREATEROLE, CREATEDB, CREATECLUSTER, CREATENETWORKPOLICY',
    ],
    [
        "a schema for default privileges on clusters",
        "DefaultPrivilege",
        { on: "CLUSTERS", forRole: "r", grantee: "r", privileges: ["USAGE"], schema: "s" },
        "schema: cannot be given for SCHEMAS, DATABASES, CLUSTERS, which do not lie in a schema: leave it out",
    ],
    [
        "a number as a reference",
        "MaterializedView",
        { query: "SELECT 1", cluster: 5 },
        "cluster: takes a Cluster, its name, or { name }, not a number",
    ],
];
