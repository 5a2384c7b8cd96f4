import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { ConfluentCloudIngestion, SelfHostedKafkaIngestion, WarpStreamIngestion } from "../../../components";
import { run } from "../networks/support";
import { COMPONENTS } from "../support";

const scram = { username: "me", password: "hunter2" };
const group = { brokerSecurityGroupId: "sg-kafka" };
const target = { ip: "10.0.1.30", port: 8081, subnetId: "subnet-a" };

const TOPIC = { name: "t", partitions: 1 };

/** As a `Secret` is seen. */
const SECRET = { id: "u1", qualifiedName: '"materialize"."public"."s"' };

/** A self-hosted Kafka that is right. */
const OWN = { brokers: [{ host: "kafka-1.internal", port: 9096 }], auth: { scram }, network: { none: {} } };
const WARP = { bootstrapServer: "warp:9092", auth: { plain: scram } };
const CONFLUENT = { bootstrapServer: "pkc:9092", auth: { apiKey: { key: "k", secret: "s" } } };

const TARGETS = { OWN, WARP, CONFLUENT } as const;
const MAKE: Readonly<Record<keyof typeof TARGETS, (args: object) => object>> = {
    OWN: args => new SelfHostedKafkaIngestion("own", args as never),
    WARP: args => new WarpStreamIngestion("own", args as never),
    CONFLUENT: args => new ConfluentCloudIngestion("own", args as never),
};

const brokersTake = (before: string, after: string): string =>
    `${before} host, port, id, subnetId, ip, instanceId, targetPort, listenerPort }, ${after}`;

/** Arguments that a program without types can give, and the error message that refuses them. */
const REFUSED: readonly (readonly [what: string, of: keyof typeof TARGETS, args: object, said: string])[] = [
    ["an argument that is misspelt", "OWN", { clutser: "c" }, "clutser is not an argument; did you mean cluster?"],
    ["no brokers", "OWN", { brokers: undefined }, "brokers is missing"],
    [
        "a broker's host that is misspelt",
        "OWN",
        { brokers: [{ hots: "k", port: 1 }] },
        "brokers[0].hots is not an argument; did you mean host?",
    ],
    ["a broker without a port", "OWN", { brokers: [{ host: "k" }] }, "brokers[0].port is missing"],
    ["no auth", "OWN", { auth: undefined }, "auth is missing"],
    ["an empty auth", "OWN", { auth: {} }, "auth takes exactly one of unauthenticated, tls, mutualTls, plain, scram"],
    [
        "two ways",
        "OWN",
        { auth: { scram, tls: {} } },
        "auth takes exactly one of unauthenticated, tls, mutualTls, plain, scram, not scram and tls",
    ],
    ["a way that is misspelt", "OWN", { auth: { scrm: scram } }, "auth.scrm is not an argument; did you mean scram?"],
    ["IAM outside AWS", "OWN", { auth: { iam: {} } }, "auth.iam is only for Amazon MSK: use MskIngestion"],
    [
        "a key of Confluent's elsewhere",
        "WARP",
        { auth: CONFLUENT.auth },
        "auth.apiKey is only for Confluent Cloud: use ConfluentCloudIngestion",
    ],
    ["a user without a password", "WARP", { auth: { plain: { username: "me" } } }, "auth.plain.password is missing"],
    ["mutual TLS without a key", "OWN", { auth: { mutualTls: { certificate: "c" } } }, "auth.mutualTls.key is missing"],
    [
        "no network",
        "OWN",
        { network: undefined },
        "network takes exactly one of privateLink, sshBastion, allowMaterializeIps, sshTunnel, none",
    ],
    [
        "two networks",
        "WARP",
        { network: { public: {}, privateLink: {} } },
        "network takes exactly one of public, privateLink, not public and privateLink",
    ],
    [
        "a network that it has not",
        "WARP",
        { network: { sshTunnel: {} } },
        "network.sshTunnel is not an argument; there are public, privateLink",
    ],
    ["a bastion without a subnet", "OWN", { network: { sshBastion: group } }, "network.sshBastion.subnetId is missing"],
    ["a tunnel without a user", "OWN", { network: { sshTunnel: { host: "b" } } }, "network.sshTunnel.user is missing"],
    [
        "an empty network that is not",
        "OWN",
        { network: { none: { cidrs: [] } } },
        "network.none.cidrs is not an argument; there is none here",
    ],
    [
        "nobody on the internet",
        "OWN",
        { auth: { unauthenticated: {} }, network: { allowMaterializeIps: group } },
        "auth.unauthenticated cannot be used over network.allowMaterializeIps, since anybody on the internet could read from the brokers: use another authentication method, or a private network",
    ],
    [
        "ports that are not known while the program runs",
        "OWN",
        { brokers: [{ host: "k", port: pulumi.output(9096) }], network: { allowMaterializeIps: group } },
        "brokers takes ports that are plain numbers with network.allowMaterializeIps: a rule is created for each",
    ],
    [
        "a protocol that the way cannot use",
        "OWN",
        { securityProtocol: "SSL" },
        'securityProtocol cannot be "SSL" with auth.scram: leave it out, or give SASL_SSL or SASL_PLAINTEXT',
    ],
    ["a validation that is not there", "OWN", { validation: "all" }, 'validation takes skip or connect or data, not "all"'],
    ["a registry without its key", "CONFLUENT", { schemaRegistry: { url: "https://r" } }, "schemaRegistry.apiKey is missing"],
    [
        "half of that key",
        "CONFLUENT",
        { schemaRegistry: { url: "https://r", apiKey: { key: "k" } } },
        "schemaRegistry.apiKey.secret is missing",
    ],
    [
        "a registry's address on the internet",
        "WARP",
        { schemaRegistry: { url: "https://r", target } },
        "schemaRegistry.target is not an argument; there are url, user, password, certificateAuthority, certificate, key, sshTunnel, privateLink",
    ],
    [
        "a registry's address without a network",
        "OWN",
        { schemaRegistry: { url: "https://r", target } },
        "schemaRegistry.target needs a network that reaches the registry, which network.none does not: leave it out, and Materialize connects to the URL",
    ],
    [
        "half of a registry's address",
        "OWN",
        { schemaRegistry: { url: "https://r", target: { ip: "10.0.1.30", port: 8081 } } },
        "schemaRegistry.target.subnetId is missing",
    ],
    [
        "half of what is provisioned",
        "CONFLUENT",
        { auth: { provision: { environmentId: "env" } } },
        "auth.provision.kafkaClusterId is missing",
    ],
    [
        "a part of a topic that is misspelt",
        "WARP",
        { topics: [{ name: "t", partition: 1, partitions: 1 }] },
        "topics[0].partition is not an argument; did you mean partitions?",
    ],
    ["a topic without partitions", "OWN", { topics: [{ name: "t" }] }, "topics[0].partitions is missing"],
    ["a topic twice", "CONFLUENT", { topics: [TOPIC, TOPIC] }, "topics has t twice: leave one of them out"],
    [
        "topics that are made with what nobody can read",
        "OWN",
        { auth: { scram: { username: "me", password: SECRET } }, topics: [TOPIC] },
        'auth.scram.password is a Secret, whose value Pulumi cannot read, and topics are created with it: set the text itself, for example config.requireSecret("password"), or leave topics out',
    ],
    [
        "copies at Confluent",
        "CONFLUENT",
        { topics: [{ ...TOPIC, replicationFactor: 3 }] },
        "topics[0].replicationFactor cannot be set for Confluent Cloud, which keeps three replicas of each partition: leave it out",
    ],
    ["no broker", "OWN", { brokers: [] }, "brokers takes at least one broker"],
    [
        "a broker that is a text",
        "OWN",
        { brokers: ["k:9092"] },
        "brokers[0] takes { host, port, id, subnetId, ip, instanceId, targetPort, listenerPort }, not a string",
    ],
    ["a broker that is nothing", "OWN", { brokers: [null, ...OWN.brokers] }, brokersTake("brokers[0] takes {", "not null")],
    [
        "brokers that are an output",
        "OWN",
        { brokers: pulumi.output(OWN.brokers) },
        brokersTake(
            "brokers takes a list of {",
            "not an output, which is not known when the program runs: write the value itself, with outputs inside of it",
        ),
    ],
    [
        "a text that may be a password",
        "OWN",
        { auth: { scram: "hunter2" } },
        "auth.scram takes { username, password, mechanism, certificateAuthority, certificate, key }, not a string",
    ],
    [
        "an auth that is an output",
        "WARP",
        { auth: pulumi.output(WARP.auth) },
        "auth takes exactly one of plain, not an output, which is not known when the program runs: write the value itself, with outputs inside of it",
    ],
    [
        "a network that is a word",
        "OWN",
        { network: "none" },
        "network takes exactly one of privateLink, sshBastion, allowMaterializeIps, sshTunnel, none, not a string",
    ],
    ["a network that is there or not", "OWN", { network: { none: true } }, "network.none takes {}, not true"],
    [
        "a mechanism that is not SCRAM",
        "OWN",
        { auth: { scram: { ...scram, mechanism: "PLAIN" } } },
        'auth.scram.mechanism takes SCRAM-SHA-256 or SCRAM-SHA-512, not "PLAIN"',
    ],
    [
        "a topic that is no list",
        "OWN",
        { topics: TOPIC },
        "topics takes a list of { name, partitions, replicationFactor, configs }, not an object",
    ],
    [
        "a topic without a partition",
        "WARP",
        { topics: [{ ...TOPIC, partitions: 0 }] },
        "topics[0].partitions takes a whole number above zero, not 0",
    ],
    [
        "a registry that is a text",
        "WARP",
        { schemaRegistry: "https://r" },
        "schemaRegistry takes { url, user, password, certificateAuthority, certificate, key, sshTunnel, privateLink }, not a string",
    ],
    [
        "a registry on two ports",
        "OWN",
        { network: { sshTunnel: { host: "b", user: "u" } }, schemaRegistry: { url: "https://r", target } },
        "schemaRegistry.target.port is 8081, and Materialize asks on the port of schemaRegistry.url, 443: write the same in both",
    ],
    [
        "a registry's URL with a password, of which nothing is shown",
        "OWN",
        { network: { sshTunnel: { host: "b", user: "u" } }, schemaRegistry: { url: "https://key:7351#hunter2@r", target } },
        'schemaRegistry.url contains credentials ("@"), which Materialize would store in clear text: leave them out, and give user and password',
    ],
];

describe("arguments of targets", () => {
    for (const [what, of, args, said] of REFUSED) {
        it(`a target reports an error for ${what}`, async () => {
            const { made, refused } = await run(() => MAKE[of]({ ...TARGETS[of], ...args }));
            expect(refused).to.deep.equal([said]);
            expect(made.map(({ type }) => type))
                .to.have.length(1)
                .and.match(/Ingestion$/u);
        });
    }

    for (const [name, { make }] of Object.entries(COMPONENTS)) {
        it(`${name} refuses an output that was converted to a string, and a number that is not finite`, async () => {
            const tags = { team: "team-Calling [toString] on an [Output<T>] is not supported.", size: NaN };
            const { refused } = await run(() => make("own", {}, { tags }));
            expect(refused).to.deep.equal([
                "tags.team contains an output that JavaScript converted to a string: write pulumi.interpolate`…${output}…`, or output.apply(value => …)",
                "tags.size takes a number, not NaN",
            ]);
        });
    }

    it("a target refuses arguments that are an output", async () => {
        const { refused } = await run(() => MAKE.OWN(pulumi.output(OWN)));
        expect(refused).to.deep.equal(["the arguments are an output: give an object, whose values can be outputs"]);
    });

    it("a target reports each broker without an id and a subnet with PrivateLink", async () => {
        const { refused } = await run(() => MAKE.OWN({ ...OWN, network: { privateLink: group } }));
        expect(refused).to.deep.equal([
            "brokers[0].id takes the id of the broker, a whole number, with network.privateLink: the listener is named and numbered by it",
            "brokers[0].subnetId is missing: with network.privateLink the load balancer needs it",
        ]);
    });

    it("a target reports all problems in one error, with a line for each", async () => {
        const { refused } = await run(() => MAKE.OWN({ ...OWN, clutser: "c", auth: { scram: { username: "me" } }, sources: [] }));
        expect(refused).to.deep.equal([
            "clutser is not an argument; did you mean cluster?",
            "auth.scram.password is missing",
            "sources takes { <name>: { topic, tables, … } or { topic, format, … } }, not a list",
        ]);
    });
});
