import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { run } from "../../scripts/command.mjs";
import { CLIENT_NAME, FILES, HOST, LISTENERS, PORTS, STATE, USERS } from "./layout";
import { type Program } from "./processes";

const CLUSTER_ID = "MaterializeTestsKafkaA";
const JAVA = [
    ...["-Xms128m", "-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError"],
    `-Dlog4j.configuration=file:${join(__dirname, "log4j.properties")}`,
];

type Listener = keyof typeof LISTENERS;
const NAMES = Object.keys(LISTENERS) as Listener[];

const addressOf = (name: Listener): string => `${HOST}:${String(LISTENERS[name])}`;

/** The addresses of the listeners. */
export const BROKERS = Object.fromEntries(NAMES.map(name => [name, addressOf(name)])) as Readonly<Record<Listener, string>>;

/** The principals of clients that log in. They have only the rights that the seed grants. */
export const PRINCIPALS = [...USERS.map(({ user }) => `User:${user}`), `User:CN=${CLIENT_NAME}`];

const offers = (mechanism: string) => USERS.filter(({ mechanisms }) => mechanisms.includes(mechanism));

/** Lists the settings of a SASL listener. The SCRAM users are in the broker's storage. */
function saslSettings(listener: string): string[] {
    const security = "org.apache.kafka.common.security";
    const plainUsers = offers("PLAIN").map(({ user, password }) => ` user_${user}="${password}"`);
    const login = (mechanism: string, module: string) =>
        `listener.name.${listener}.${mechanism}.sasl.jaas.config=${security}.${module} required`;
    return [
        `${login("scram-sha-256", "scram.ScramLoginModule")};`,
        `${login("scram-sha-512", "scram.ScramLoginModule")};`,
        `${login("plain", "plain.PlainLoginModule")}${plainUsers.join("")};`,
    ];
}

/** Returns the configuration of the broker, one KRaft node. Clients without a login are super users. */
export function properties(data: string): string {
    const listeners = NAMES.map(name => `${name}://${addressOf(name)}`);
    const protocols = NAMES.map(name => `${name}:${name === "MUTUAL_TLS" ? "SSL" : name}`);
    const lines = [
        "process.roles=broker,controller",
        "node.id=1",
        `controller.quorum.voters=1@${HOST}:${String(PORTS.controller)}`,
        "controller.listener.names=CONTROLLER",
        "inter.broker.listener.name=PLAINTEXT",
        `listeners=${[...listeners, `CONTROLLER://${HOST}:${String(PORTS.controller)}`].join(",")}`,
        `advertised.listeners=${listeners.join(",")}`,
        `listener.security.protocol.map=${[...protocols, "CONTROLLER:PLAINTEXT"].join(",")}`,
        `log.dirs=${data}`,
        "authorizer.class.name=org.apache.kafka.metadata.authorizer.StandardAuthorizer",
        "super.users=User:ANONYMOUS",
        "sasl.enabled.mechanisms=SCRAM-SHA-256,SCRAM-SHA-512,PLAIN",
        ...saslSettings("sasl_plaintext"),
        ...saslSettings("sasl_ssl"),
        "ssl.keystore.type=PEM",
        `ssl.keystore.location=${FILES.server}`,
        "ssl.truststore.type=PEM",
        `ssl.truststore.location=${FILES.authority}`,
        "listener.name.mutual_tls.ssl.client.auth=required",
        "auto.create.topics.enable=false",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=1",
        "group.initial.rebalance.delay.ms=0",
        // The messages have timestamps of the world, which may be long ago.
        "log.retention.ms=-1",
        "num.network.threads=1",
        "num.io.threads=2",
        "log.cleaner.dedupe.buffer.size=8388608",
    ];
    return `${lines.join("\n")}\n`;
}

/** Lists the arguments that format the storage of the broker, with the SCRAM users. */
export const formatArguments = (): string[] => [
    ...["format", "-t", CLUSTER_ID, "-c", FILES.kafka],
    ...["SCRAM-SHA-256", "SCRAM-SHA-512"].flatMap(mechanism =>
        offers(mechanism).flatMap(({ user, password }) => ["--add-scram", `${mechanism}=[name=${user},password=${password}]`]),
    ),
];

const java = (jars: string, ...args: string[]): [string, ...string[]] => ["java", ...JAVA, "-cp", join(jars, "*"), ...args];

/** Formats the storage. */
export async function prepareKafka(jars: string): Promise<void> {
    writeFileSync(FILES.kafka, properties(join(STATE, "kafka", "data")));
    const [file, ...args] = java(jars, "kafka.tools.StorageTool", ...formatArguments());
    await run(file, args, { failure: "The storage of Kafka cannot be formatted." });
}

export const kafkaProgram = (jars: string): Program => ({
    name: "kafka",
    command: java(jars, "kafka.Kafka", FILES.kafka),
    ports: [...Object.values(LISTENERS), PORTS.controller],
    timeoutSeconds: 120,
});
