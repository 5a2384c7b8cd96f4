import { expect } from "chai";
import { Kafka } from "../../../../provider/helpers/kafka/kafka";
import type { Fields } from "../../../../provider/values/value";
import { accessOf } from "../../../../provider/helpers/kafka/access";
import { Authority } from "../../../authority";
import { type LocalKafka, startKafka } from "../../../kafka";
import { getTestKafka } from "../../../kafka/testKafka";
import { failure, refusals } from "../aws/support";
import { kafkaWork } from "./support";

/** Connects to a Kafka cluster, and returns the error message, or an empty text. */
const connect = (access: Fields, timeoutMinutes = 0.001): Promise<string> =>
    failure(Kafka.with(kafkaWork().work, accessOf({ ...access, timeoutMinutes }), () => Promise.resolve()));

describe("a Kafka cluster with SASL", function () {
    this.timeout("30s");

    for (const mechanism of ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"]) {
        it(`a client with the password can connect by ${mechanism}`, async () => {
            expect(await connect((await getTestKafka()).user(mechanism))).to.equal("");
        });

        it(`a client with another password is refused by ${mechanism}, and no message shows the password`, async () => {
            const access = (await getTestKafka()).user(mechanism, { password: "s3cret-and-wrong" });
            const { username } = accessOf(access).sasl ?? {};
            const error = await connect(access);
            expect(error).to.match(
                new RegExp(
                    `^Kafka at .* refuses the login of the user "${String(username)}" with ${mechanism}: see that sasl`,
                    "u",
                ),
            );
            expect(error).to.not.contain("s3cret");
        });
    }

    it("the error names a missing mechanism, and a listener without SASL", async () => {
        const { user, admin } = await getTestKafka();
        const { sasl, ...access } = user("PLAIN");
        expect(await connect({ ...access, securityProtocol: "PLAINTEXT" })).to.contain(
            "closes the connection at once, and securityProtocol is PLAINTEXT",
        );
        expect(await connect({ ...admin, securityProtocol: "SASL_PLAINTEXT", sasl })).to.contain(
            "does not offer PLAIN on this port",
        );
    });
});

describe("a Kafka cluster that does not answer", () => {
    const plaintext = (bootstrapServers: string): Fields => ({ bootstrapServers, securityProtocol: "PLAINTEXT" });

    for (const [server, problem] of [
        ["127.0.0.1:1", "refuses connections"],
        ["no-such-broker.invalid:9092", "cannot be found, since its name does not resolve"],
    ] as const) {
        it(`a client retries, and then fails with a hint, if the cluster ${problem}`, async () => {
            const { work, said } = kafkaWork();
            const error = await failure(
                Kafka.with(work, accessOf({ ...plaintext(server), timeoutMinutes: 0.005 }), () => Promise.resolve()),
            );
            expect(error).to.match(
                new RegExp(`^gave up waiting for Kafka at ${server} after 0.005 minutes: Kafka at ${server} ${problem}\\. `, "u"),
            );
            expect(error).to.contain("make them there with the commands that the component's output kafkaCommands has");
            expect(said).to.deep.equal([`waiting for Kafka at ${server}: Kafka at ${server} ${problem}`]);
        });
    }

    it("a client connects once the cluster answers", async () => {
        const first = await startKafka();
        await first.close();
        const [address = ""] = first.addresses;
        const connected = connect(plaintext(address), 0.2);
        const second = await startKafka({ listeners: [{ port: Number(address.split(":")[1]) }] });
        expect(await connected).to.equal("");
        await second.close();
    });
});

describe("a Kafka cluster with TLS", () => {
    let kafka: LocalKafka;
    let authority: Authority;
    const access = (at: number, ssl: Fields = { certificateAuthority: authority.cert }): Fields => ({
        bootstrapServers: kafka.addresses[at] ?? "",
        securityProtocol: "SSL",
        ssl,
    });

    before(async () => {
        authority = await Authority.create("Kafka's");
        kafka = await startKafka({ listeners: [{ authority }, { authority, clientAuth: true }, {}] });
    });
    after(() => kafka.close());

    it("a client accepts a certificate of the given authority", async () => {
        expect(await connect(access(0))).to.equal("");
        expect(
            await connect({ ...access(0), bootstrapServers: (kafka.addresses[0] ?? "").replace("127.0.0.1", "localhost") }),
        ).to.equal("");
    });

    it("a client refuses a certificate of an unknown authority", async () => {
        expect(await connect(access(0, {}))).to.contain(
            "of an authority that is not known here: give the authority's certificate as ssl.certificateAuthority",
        );
    });

    it("a cluster that requires client certificates refuses other clients", async () => {
        expect(await connect(access(1))).to.match(
            /aborts the TLS handshake: if it requires|closes the connection .* requires a client certificate/u,
        );
        const { cert, key } = await authority.issue("materialize");
        expect(await connect(access(1, { certificateAuthority: authority.cert, certificate: cert, key }))).to.equal("");
    });

    it("the error names the security protocol if it differs from the listener's", async () => {
        const { ssl, ...given } = access(0);
        expect(await connect({ ...given, securityProtocol: "PLAINTEXT" })).to.contain(
            "closes the connection at once, and securityProtocol is PLAINTEXT",
        );
        expect(await connect({ ...access(2), ssl })).to.contain("does not speak TLS on this port, and securityProtocol is SSL");
    });
});

describe("IAM authentication of MSK", () => {
    const environment = { ...process.env };
    const KEYS = { AWS_ACCESS_KEY_ID: "AKIALOCAL", AWS_SECRET_ACCESS_KEY: "its/secret+key" };
    let kafka: LocalKafka;
    let authority: Authority;
    const iam = (region = "us-east-1"): Fields => ({
        bootstrapServers: kafka.addresses[0] ?? "",
        securityProtocol: "SASL_SSL",
        ssl: { certificateAuthority: authority.cert },
        sasl: { mechanism: "AWS_MSK_IAM", region },
    });

    before(async () => {
        authority = await Authority.create("Amazon's");
        const awsKeys = { [KEYS.AWS_ACCESS_KEY_ID]: KEYS.AWS_SECRET_ACCESS_KEY };
        kafka = await startKafka({ listeners: [{ authority, mechanisms: ["OAUTHBEARER"] }], awsKeys, authorizer: true });
    });
    beforeEach(() => Object.assign(process.env, KEYS));
    afterEach(() => {
        for (const key of [...Object.keys(KEYS), "AWS_SESSION_TOKEN"]) {
            if (environment[key] === undefined) Reflect.deleteProperty(process.env, key);
            else process.env[key] = environment[key];
        }
    });
    after(() => kafka.close());

    it("the identity that calls AWS can connect, also with a session token", async () => {
        expect(await connect(iam())).to.equal("");
        process.env.AWS_SESSION_TOKEN = "a+token/with=signs";
        expect(await connect(iam("eu-west-1"))).to.equal("");
    });

    it("another access key is refused, and no message shows it", async () => {
        process.env.AWS_SECRET_ACCESS_KEY = "another/secret";
        const error = await connect(iam());
        expect(error).to.match(/refuses this AWS identity: .* kafka-cluster:Connect/u);
        expect(error).to.not.match(/another|X-Amz/u);
    });

    it("an IAM identity needs no ACL, so it can create the first one", async () => {
        const name = await Kafka.with(kafkaWork().work, accessOf({ ...iam(), timeoutMinutes: 1 }), async it => {
            await it.createTopic({ name: "clicks", partitions: 1 });
            return [...kafka.world.topics.keys()];
        });
        expect(name).to.deep.equal(["clicks"]);
    });
});

describe("the arguments of helper resources for Kafka", () => {
    const TOPIC = {
        bootstrapServers: "b-1:9092",
        securityProtocol: "PLAINTEXT",
        timeoutMinutes: 1,
        name: "clicks",
        partitions: 1,
    };
    const sasl = { mechanism: "PLAIN", username: "me", password: "s3cret" };
    const REFUSED: readonly (readonly [mistake: string, args: Fields, reason: RegExp])[] = [
        ["a server without its port", { bootstrapServers: "b-1" }, /^bootstrapServers takes hosts with their ports/u],
        ["a URL", { bootstrapServers: "https://b-1:9092" }, /^bootstrapServers takes hosts/u],
        ["a SASL protocol without sasl", { securityProtocol: "SASL_SSL" }, /^securityProtocol SASL_SSL needs sasl/u],
        ["sasl with a protocol without SASL", { sasl }, /^sasl is given, and securityProtocol is PLAINTEXT/u],
        [
            "an unknown mechanism",
            { securityProtocol: "SASL_SSL", sasl: { ...sasl, mechanism: "GSSAPI" } },
            /^sasl.mechanism takes one of/u,
        ],
        [
            "PLAIN without a password",
            { securityProtocol: "SASL_SSL", sasl: { mechanism: "PLAIN", username: "me" } },
            /^sasl.password is missing/u,
        ],
        [
            "IAM without a region",
            { securityProtocol: "SASL_SSL", sasl: { mechanism: "AWS_MSK_IAM" } },
            /^sasl.region is missing/u,
        ],
        [
            "IAM without TLS",
            { securityProtocol: "SASL_PLAINTEXT", sasl: { mechanism: "AWS_MSK_IAM", region: "us-east-1" } },
            /^securityProtocol is SASL_PLAINTEXT, and AWS_MSK_IAM needs TLS/u,
        ],
        [
            "ssl with a protocol without TLS",
            { ssl: { certificateAuthority: "x" } },
            /^ssl is given, and securityProtocol is PLAINTEXT/u,
        ],
        [
            "a client certificate without its key",
            { securityProtocol: "SSL", ssl: { certificate: "x" } },
            /^ssl takes certificate and key together/u,
        ],
        [
            "a certificate authority that is not in PEM form",
            { securityProtocol: "SSL", ssl: { certificateAuthority: "s3cret" } },
            /must be certificates and a key in PEM form/u,
        ],
        ["an invalid topic name", { name: "clicks/eu" }, /^name takes a topic's name/u],
        ["zero partitions", { partitions: 0 }, /^partitions must be at least 1/u],
        [
            "a config value that is not text",
            { configs: { "retention.ms": 1000 } },
            /^configs takes an object of texts: write retention.ms as one/u,
        ],
    ];
    for (const [mistake, args, reason] of REFUSED) {
        it(`helper resources for Kafka refuse ${mistake}`, () => {
            const [first = ""] = refusals("KafkaTopic", { ...TOPIC, ...args });
            expect(first).to.match(reason);
            expect(first).to.not.contain("s3cret");
        });
    }

    const ACL = {
        ...TOPIC,
        name: undefined,
        partitions: undefined,
        principal: "User:me",
        resourceType: "TOPIC",
        resourceName: "clicks",
        operations: ["READ"],
    };

    it("KafkaAcl refuses a principal without its type, and another name of the cluster", () => {
        expect(refusals("KafkaAcl", { ...ACL, principal: "materialize" })).to.deep.equal([
            'principal takes a principal with its type, such as "User:materialize"',
        ]);
        expect(refusals("KafkaAcl", { ...ACL, resourceType: "CLUSTER" })).to.deep.equal([
            'resourceName of the CLUSTER is always "kafka-cluster": write that',
        ]);
    });
});
