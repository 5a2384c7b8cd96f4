import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { MskIngestion, MskPublicCluster } from "../../../components";
import { MSK_ARN, of, only, run, valueOf } from "../networks/support";

const scram = { username: "materialize", password: pulumi.secret("hunter2") };
const CIDRS = ["203.0.113.64/30"];

const msk = (args: object) =>
    run(
        () =>
            new MskIngestion("orders", {
                mskClusterArn: MSK_ARN,
                auth: { scram },
                network: { privateLink: {} },
                ...args,
            } as never),
    );
const refusals = async (args: object): Promise<string[]> => (await msk(args)).refused;

describe("MskIngestion", () => {
    it("MskIngestion creates a listener for each broker over PrivateLink, and writes the addresses that the brokers advertise", async () => {
        const { made, refused } = await msk({ brokerCount: 3, tags: { team: "x" } });
        expect(refused).to.deep.equal([]);
        expect(only(made, "MskBrokers")).to.deep.include({ clusterArn: MSK_ARN, auth: "scram", isPublic: false, brokerCount: 3 });
        expect(of(made, "Listener").map(({ inputs }) => inputs.port)).to.deep.equal([9001, 9002, 9003]);
        expect(of(made, "TargetGroupAttachment").map(({ inputs }) => inputs.targetId)).to.deep.equal(
            [1, 2, 3].map(id => `10.0.1.${String(id)}`),
        );
        expect(of(made, "TargetGroup").map(({ inputs }) => inputs.port)).to.deep.equal([9096, 9096, 9096]);
        expect(only(made, "SecurityGroupIngressRule")).to.include({ securityGroupId: "sg-msk", fromPort: 9096 });
        expect(only(made, "LoadBalancer"))
            .to.include({ region: "us-east-1" })
            .and.to.have.deep.property("tags", { Name: "orders", team: "x" });
        const kafka = only(made, "KafkaConnection");
        expect(kafka.brokers).to.have.length(3);
        expect((kafka.brokers as object[])[2]).to.deep.include({ address: "b-3.orders:9096" });
        expect(kafka.sasl).to.include({ mechanism: "SCRAM-SHA-512" });
    });

    it("MskIngestion supports broker ids with gaps", async () => {
        const { made } = await msk({ brokerIds: [0, 3, 101] });
        expect(of(made, "Listener").map(({ name, inputs }) => [name, inputs.port])).to.deep.equal([
            ["orders-broker-0", 9000],
            ["orders-broker-3", 9003],
            ["orders-broker-101", 9101],
        ]);
    });

    const PORTS: readonly (readonly [auth: object, inside: number, outside: number | undefined, protocol: string])[] = [
        [{ unauthenticated: {} }, 9092, undefined, "PLAINTEXT"],
        [{ tls: {} }, 9094, undefined, "SSL"],
        [{ mutualTls: { certificate: "c", key: pulumi.secret("k") } }, 9094, 9194, "SSL"],
        [{ scram }, 9096, 9196, "SASL_SSL"],
        [{ iam: {} }, 9098, 9198, "SASL_SSL"],
    ];
    for (const [auth, inside, outside, protocol] of PORTS) {
        it(`MskIngestion uses port ${String(inside)} with ${Object.keys(auth).join()}, over the internet ${String(outside ?? "none")}`, async () => {
            const over = (network: object) => msk({ auth, network });
            const tunnelled = await over({ sshBastion: { subnetId: "subnet-a" } });
            expect(only(tunnelled.made, "BastionLayout").ports).to.deep.equal([inside]);
            expect(only(tunnelled.made, "KafkaConnection")).to.deep.include({
                brokers: ["b-1.orders:1"],
                securityProtocol: protocol,
            });
            const open = await over({ allowMaterializeIps: { cidrs: CIDRS } });
            if (outside === undefined) expect(open.refused.join()).to.match(/auth\.(?:unauthenticated|tls) /u);
            else expect(only(open.made, "SecurityGroupIngressRule")).to.include({ fromPort: outside, securityGroupId: "sg-msk" });
        });
    }

    it("MskIngestion uses an existing tunnel, and creates no AWS resources", async () => {
        const { made } = await msk({ network: { sshTunnel: { host: "bastion.example.com", user: "materialize" } } });
        expect(only(made, "SshTunnelConnection")).to.include({ host: "bastion.example.com" });
        expect(made.filter(({ provider }) => provider.includes("aws"))).to.be.empty;
    });

    it("MskIngestion turns on public access first with publicAccess", async () => {
        const { made } = await msk({ network: { allowMaterializeIps: { cidrs: CIDRS, publicAccess: true } } });
        expect(only(made, "MskPublicAccess")).to.include({ clusterArn: MSK_ARN });
        expect(only(made, "MskBrokers")).to.include({ isPublic: true });
        expect(of((await msk({ network: { allowMaterializeIps: { cidrs: CIDRS } } })).made, "MskPublicAccess")).to.be.empty;
    });

    it("MskIngestion creates topics with one replica in each availability zone of the cluster", async () => {
        const topics = [{ name: "clicks", partitions: 6, configs: { "retention.ms": "1000" } }];
        const { made } = await msk({ brokerCount: 3, topics });
        expect(only(made, "Topic")).to.include({
            name: "clicks",
            partitionCount: 6,
            replicationFactor: 3,
            configs: '{"retention.ms":"1000"}',
            clusterArn: MSK_ARN,
        });
    });

    const REFUSED: readonly (readonly [what: string, args: object, says: string])[] = [
        ["PrivateLink without a number", {}, "network.privateLink needs brokerCount, or brokerIds if the ids have gaps"],
        ["both numbers", { brokerCount: 3, brokerIds: [1, 2, 3] }, "brokerCount and brokerIds exclude each other"],
        ["a number that is an output", { brokerCount: pulumi.output(3) }, "brokerCount takes a plain whole number above zero"],
        ["no broker", { brokerCount: 0 }, "brokerCount takes a plain whole number above zero, not 0"],
        ["a number that is a text", { brokerCount: "3" }, 'brokerCount takes a plain whole number above zero, not "3"'],
        ["no ids", { brokerIds: [] }, "brokerIds takes a plain list of different ids, such as [1, 2, 4]"],
        ["an id twice", { brokerIds: [1, 1] }, "brokerIds takes a plain list of different ids"],
        ["an id that is a text", { brokerIds: ["1"] }, "brokerIds takes a plain list of different ids"],
        [
            "no network",
            { network: undefined },
            "network takes exactly one of privateLink, sshBastion, allowMaterializeIps, sshTunnel",
        ],
        [
            "TLS alone on the internet",
            { auth: { tls: {} }, network: { allowMaterializeIps: {} } },
            "over the internet MSK requires authentication",
        ],
        ["an auth that it has not", { auth: { plain: scram }, brokerCount: 3 }, "auth"],
        [
            "SCRAM-SHA-256",
            { auth: { scram: { ...scram, mechanism: "SCRAM-SHA-256" } }, brokerCount: 3 },
            "auth.scram.mechanism is not an argument",
        ],
        ["a misspelt network", { network: { privatelink: {} }, brokerCount: 3 }, "did you mean privateLink?"],
        ["no cluster", { mskClusterArn: undefined, brokerCount: 3 }, "mskClusterArn is missing"],
    ];
    for (const [what, args, says] of REFUSED) {
        it(`MskIngestion reports an error for ${what}`, async () => {
            const refused = await refusals(args);
            expect(refused.join("\n")).to.contain(says);
            expect(refused).to.have.length(1);
        });
    }
});

const PUBLIC = {
    vpcId: "vpc-main",
    subnetIds: ["subnet-a", "subnet-b"],
    kafkaVersion: "3.6.0",
    instanceType: "kafka.m5.large",
    users: { materialize: pulumi.secret("hunter2") },
    topics: [{ name: "clicks", partitions: 3 }],
    acls: [{ user: "materialize", topic: "clicks", operations: ["READ"] as "READ"[] }],
    adminCidrs: ["203.0.113.7/32"],
};
const publicly = (args: object = {}) => run(() => new MskPublicCluster("click.stream", { ...PUBLIC, ...args }));

describe("MskPublicCluster", () => {
    it("MskPublicCluster creates all resources that AWS requires for a public cluster", async () => {
        const { made, refused, result } = await publicly();
        expect(refused).to.deep.equal([]);
        expect(only(made, "Secret").namePrefix).to.match(/^AmazonMSK_click\.stream-materialize-$/u);
        expect(only(made, "Secret")).to.include({ recoveryWindowInDays: 0 });
        expect(only(made, "SecretVersion").secretString).to.equal('{"username":"materialize","password":"hunter2"}');
        expect(only(made, "SecretPolicy").policy).to.contain('"kafka.amazonaws.com"');
        expect(only(made, "Configuration")).to.include({ serverProperties: "allow.everyone.if.no.acl.found=false\n" });
        expect(only(made, "Configuration")).not.to.have.property("name");
        const cluster = only(made, "Cluster");
        expect(cluster).to.deep.include({
            numberOfBrokerNodes: 2,
            clientAuthentication: { sasl: { scram: true, iam: true }, unauthenticated: false },
            encryptionInfo: { encryptionInTransit: { clientBroker: "TLS", inCluster: true } },
        });
        expect(cluster.configurationInfo).to.have.property("arn");
        expect(cluster.brokerNodeGroupInfo).not.to.have.property("connectivityInfo");
        expect(only(made, "Topic")).to.include({ name: "clicks", partitionCount: 3, replicationFactor: 2 });
        expect(only(made, "SecurityGroupIngressRule")).to.include({ fromPort: 9198, cidrIpv4: "203.0.113.7/32" });
        expect(only(made, "SingleScramSecretAssociation")).to.include({ clusterArn: MSK_ARN });
        expect(result.brokerCount).to.equal(2);
        expect(await valueOf(result.arn)).to.equal(MSK_ARN);
    });

    it("MskPublicCluster creates the ACLs of users, consumer groups and brokers as the identity that calls AWS", async () => {
        const { made } = await publicly();
        const acls = of(made, "KafkaAcl").map(({ inputs }) => inputs);
        for (const acl of acls) {
            expect(acl).to.deep.include({
                bootstrapServers: "b-1-public.orders.x.amazonaws.com:9198",
                securityProtocol: "SASL_SSL",
            });
            expect(acl.sasl).to.deep.equal({ mechanism: "AWS_MSK_IAM", region: "us-east-1" });
        }
        const written = acls.map(acl => [acl.principal, acl.resourceType, acl.resourceName, acl.patternType, acl.operations]);
        expect(written).to.have.deep.members([
            ["User:materialize", "TOPIC", "clicks", "LITERAL", ["READ"]],
            ["User:materialize", "GROUP", "materialize-", "PREFIXED", ["READ"]],
            ["User:CN=*.orders.x.amazonaws.com", "TOPIC", "clicks", "LITERAL", ["READ"]],
        ]);
    });

    it("MskPublicCluster creates the ACLs that a sink needs, for the user and for the brokers", async () => {
        const acls = [{ user: "materialize", topic: "totals", operations: ["WRITE"], sink: true }];
        const { made, refused } = await publicly({ acls, topics: [] });
        expect(refused).to.deep.equal([]);
        const written = of(made, "KafkaAcl").map(({ inputs }) => [
            ...[inputs.principal, inputs.resourceType, inputs.resourceName, inputs.patternType, inputs.operations],
        ]);
        const brokers = "User:CN=*.orders.x.amazonaws.com";
        expect(written).to.have.deep.members([
            ["User:materialize", "TOPIC", "totals", "LITERAL", ["WRITE", "CREATE"]],
            ["User:materialize", "TOPIC", "_materialize-progress-", "PREFIXED", ["READ", "WRITE", "CREATE"]],
            ["User:materialize", "TRANSACTIONAL_ID", "materialize-", "PREFIXED", ["WRITE"]],
            ["User:materialize", "GROUP", "materialize-", "PREFIXED", ["READ"]],
            [brokers, "TOPIC", "totals", "LITERAL", ["READ"]],
            [brokers, "TOPIC", "_materialize-progress-", "PREFIXED", ["READ"]],
        ]);
    });

    it("MskPublicCluster returns the commands that create its ACLs", async () => {
        const commands = await valueOf((await publicly()).result.kafkaCommands);
        const reach = "--bootstrap-server b-1-public.orders.x.amazonaws.com:9198 --command-config client.properties";
        expect(commands[0]).to.equal(
            `kafka-acls.sh ${reach} --add --allow-principal User:materialize --operation Read --topic clicks`,
        );
        expect(commands).to.have.length(3);
        const none = await publicly({ users: {}, acls: undefined, adminCidrs: undefined });
        expect(await valueOf(none.result.kafkaCommands)).to.be.empty;
    });

    const REFUSED: readonly (readonly [what: string, args: object, says: string])[] = [
        [
            "users without ACLs",
            { acls: undefined, adminCidrs: undefined },
            "Add an ACL to acls, or remove the user and use an IAM role: auth: { iam: {} }",
        ],
        ["ACLs of nobody", { users: {} }, "acls[0].user is materialize, which is not in users: there is none"],
        [
            "ACLs that cannot be written",
            { adminCidrs: undefined },
            "adminCidrs is missing: Pulumi creates the ACLs over the internet",
        ],
        ["an ACL twice", { acls: [...PUBLIC.acls, ...PUBLIC.acls] }, "acls has materialize on clicks twice"],
        ["a topic twice", { topics: [...PUBLIC.topics, ...PUBLIC.topics] }, "topics has clicks twice: leave one of them out"],
        ["a topic with a blank", { topics: [{ name: "a b", partitions: 1 }] }, "topics[0].name takes up to 249 letters"],
        [
            "an operation of others",
            { acls: [{ user: "materialize", topic: "clicks", operations: ["ALL"] }] },
            "acls[0].operations takes a list of READ and WRITE",
        ],
        [
            "a sink that may not write",
            { acls: [{ user: "materialize", topic: "clicks", operations: ["READ"], sink: true }] },
            "acls[0].sink needs WRITE in acls[0].operations: a sink writes the topic",
        ],
        [
            "a sink that is a text",
            { acls: [{ user: "materialize", topic: "clicks", operations: ["WRITE"], sink: "totals" }] },
            "acls[0].sink takes true or false, not a string",
        ],
        ["a topic that is no list", { topics: { name: "t", partitions: 1 } }, "topics takes a list of { name, partitions,"],
        ["users that are a list", { users: ["materialize"] }, "users takes { <name>: <password> }, not a list"],
        [
            "a block that is none",
            { adminCidrs: ["here"] },
            'adminCidrs[0] takes a CIDR block that begins with its first address, such as "203.0.113.64/30", not "here"',
        ],
        ["a block that is no list", { adminCidrs: "203.0.113.7/32" }, "adminCidrs takes a list of blocks, not a string"],
        ["a subnet twice", { subnetIds: ["subnet-a", "subnet-a"] }, "subnetIds has subnet-a twice: each is in another zone"],
        [
            "subnets that are an output",
            { subnetIds: pulumi.output(["subnet-a"]) },
            "subnetIds takes a list of subnets, not an output",
        ],
        ["a version that is none", { kafkaVersion: "latest" }, 'kafkaVersion takes a version, such as "3.6.0", not "latest"'],
        [
            "a size of EC2's",
            { instanceType: "m5.large" },
            'instanceType takes an instance type of MSK, such as "kafka.m5.large", not "m5.large"',
        ],
        ["Express brokers", { instanceType: "express.m7g.large" }, "AWS has no public access for Express brokers"],
        ["KRaft", { kafkaVersion: "3.9.x.kraft" }, "AWS has no public access for brokers in KRaft mode"],
        ["one subnet", { subnetIds: ["subnet-a"] }, "subnetIds takes two or three public subnets, each in another zone, not 1"],
        ["brokers that zones cannot share", { brokerCount: 3 }, "set a multiple of 2"],
        [
            "a Kafka that Materialize does not read",
            { kafkaVersion: "2.8.1" },
            "kafkaVersion is 2.8.1, and Materialize reads 3.2 and later",
        ],
        ["topics in a Kafka of before", { kafkaVersion: "3.5.1" }, "topics needs kafkaVersion 3.6 or later"],
        ["a misspelt argument", { adminCIDRs: [] }, "adminCIDRs is not an argument; did you mean adminCidrs?"],
        [
            "a misspelt part of a topic",
            { topics: [{ name: "clicks", partition: 3 }] },
            "topics[0].partition is not an argument; did you mean partitions?",
        ],
    ];
    for (const [what, args, says] of REFUSED) {
        it(`MskPublicCluster reports an error, and creates nothing, for ${what}`, async () => {
            const { refused, made } = await publicly(args);
            expect(refused.join("\n")).to.contain(says);
            expect(refused).to.have.length(1);
            expect(made.filter(({ provider }) => provider.includes("aws"))).to.be.empty;
        });
    }

    it("MskPublicCluster creates no users for a cluster that only IAM roles use", async () => {
        const { refused, made } = await publicly({ users: {}, acls: undefined, adminCidrs: undefined });
        expect(refused).to.deep.equal([]);
        expect(of(made, "Secret")).to.be.empty;
    });
});
