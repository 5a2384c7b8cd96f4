import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { SshBastionNetwork, type SshBastionNetworkArgs } from "../../../components";
import { userData } from "../../../components/networks/sshBastionUserData";
import { useLocalMaterialize } from "../localMaterialize";
import { of, only, run } from "./support";

const network = (args: Partial<SshBastionNetworkArgs> = {}) =>
    run(
        () =>
            new SshBastionNetwork("orders", {
                subnetId: "subnet-a",
                brokerSecurityGroupId: "sg-kafka",
                ports: [9092, 9094],
                cidrs: ["203.0.113.64/30"],
                ...args,
            }),
    );

/** The blocks that Materialize names. */
const NO_CIDRS = { cidrs: undefined } as unknown as Partial<SshBastionNetworkArgs>;
const NAMED = ["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/30"];

describe("SshBastionNetwork", () => {
    useLocalMaterialize();

    it("SshBastionNetwork gives the tunnel the Elastic IP address and the bastion both public keys", async () => {
        const { made } = await network();
        expect(only(made, "SshTunnelConnection")).to.include({
            name: "orders_ssh",
            host: "198.51.100.7",
            user: "materialize",
            port: 22,
        });
        const script = String(only(made, "Instance").userData);
        expect(script).to.contain("ssh-ed25519 AAAA1 materialize\nssh-ed25519 AAAA2 materialize\n");
        expect(only(made, "EipAssociation")).to.deep.include({ allocationId: "eipalloc-orders", instanceId: "orders-id" });
    });

    it("the script of the bastion refuses a key that is more than a key", async () => {
        const parent = new pulumi.ComponentResource("test", "orders", {}, {});
        const script = userData(parent, { ports: [9092] }, ["ssh-ed25519 AAAA\nKEYS\nid > /root/it"]);
        const written = (script as unknown as { promise(): Promise<string> }).promise();
        expect(await written.catch(String)).to.contain("Materialize gives a public key that is not one in OpenSSH's form");
    });

    it("SshBastionNetwork restricts the instance and its sshd", async () => {
        const { made } = await network({ schemaRegistry: { port: 8081 } });
        const bastion = only(made, "Instance");
        expect(bastion.metadataOptions).to.include({ httpTokens: "required" });
        expect(bastion.rootBlockDevice).to.include({ encrypted: true });
        expect(bastion, "the metadata service has no credentials").to.not.have.property("iamInstanceProfile");
        expect(bastion).to.include({ userDataReplaceOnChange: true, ami: "ami-1" });
        expect(bastion).to.not.have.any.keys("keyName", "associatePublicIpAddress");
        for (const line of [
            "useradd --create-home --shell /usr/sbin/nologin materialize",
            "PasswordAuthentication no",
            "KbdInteractiveAuthentication no",
            "PermitRootLogin no",
            "AllowUsers materialize\n",
            "AllowTcpForwarding local",
            "PermitOpen *:9092 *:9094 *:8081",
            "PermitTTY no",
            "ForceCommand /usr/sbin/nologin",
        ]) {
            expect(String(bastion.userData)).to.contain(line);
        }
    });

    it("SshBastionNetwork gives the instance a script without syntax errors", async () => {
        const { made } = await network({ keyName: "ops", schemaRegistry: { port: 8081 } });
        const { status, stderr } = spawnSync("bash", ["-n"], {
            input: String(only(made, "Instance").userData),
            encoding: "utf8",
        });
        expect(stderr).to.equal("");
        expect(status).to.equal(0);
    });

    it("SshBastionNetwork admits an administrator only with keyName and adminCidrs", async () => {
        const { made } = await network({ keyName: "ops", adminCidrs: ["198.51.100.0/24"] });
        expect(only(made, "Instance")).to.include({ keyName: "ops" });
        expect(String(only(made, "Instance").userData)).to.contain("AllowUsers materialize ec2-user");
        const from = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(from.map(({ inputs }) => inputs.cidrIpv4)).to.have.members(["203.0.113.64/30", "198.51.100.0/24"]);
    });

    it("SshBastionNetwork admits an administrator over IPv6, and creates one rule for a block that Materialize has too", async () => {
        const { made } = await network({ adminCidrs: ["2001:db8::/48", "203.0.113.64/30", "2001:db8::/48"] });
        const from = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(from.map(({ inputs }) => inputs.cidrIpv6 ?? inputs.cidrIpv4)).to.have.members([
            "2001:db8::/48",
            "203.0.113.64/30",
        ]);
    });

    it("SshBastionNetwork creates one rule for a block that the lookup of egress addresses returns too", async () => {
        const { made } = await network({ ...NO_CIDRS, adminCidrs: ["203.0.113.11/32", "198.51.100.0/24"] });
        const from = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(from.map(({ inputs }) => inputs.cidrIpv4)).to.have.members([...NAMED, "198.51.100.0/24"]);
    });

    it("SshBastionNetwork uses the image for the architecture of the instance type, and another instance name for Graviton", async () => {
        const image = async (instanceType?: pulumi.Input<string>): Promise<[unknown, string | undefined]> => {
            const { made, looked } = await network(instanceType === undefined ? {} : { instanceType });
            const parameter = looked.find(({ token }) => String(token).endsWith("getParameter"))?.name;
            return [String(parameter).split("-").at(-1), of(made, "Instance")[0]?.name];
        };
        for (const type of ["t4g.nano", "m7g.medium", "c7gn.large", "im4gn.large", "a1.medium"]) {
            expect(await image(type), type).to.deep.equal(["arm64", "orders-arm64"]);
        }
        for (const type of [undefined, "t3.nano", "g4dn.xlarge", "g5.xlarge", "m6i.large"]) {
            expect(await image(type), type).to.deep.equal(["x86_64", "orders"]);
        }
    });

    it("SshBastionNetwork reports missing and misspelt arguments", async () => {
        const wrong = {
            brokerSecurityGroupId: undefined,
            brokerSecurityGroup: "sg-kafka",
        } as unknown as Partial<SshBastionNetworkArgs>;
        expect((await network(wrong)).refused).to.deep.equal([
            "brokerSecurityGroup is not an argument; did you mean brokerSecurityGroupId?",
        ]);
        for (const key of ["brokerSecurityGroupId", "subnetId"]) {
            const none = { [key]: undefined } as unknown as Partial<SshBastionNetworkArgs>;
            expect((await network(none)).refused).to.deep.equal([`${key} is missing`]);
        }
    });

    const REFUSED: readonly (readonly [what: string, args: object, message: string])[] = [
        [
            "an argument of the registry is misspelt",
            { schemaRegistry: { prot: 8081 } },
            "schemaRegistry.prot is not an argument; did you mean port?",
        ],
        ["ports are not a list", { ports: 9092 }, "ports takes a list of ports, not 9092"],
        ["there is no port", { ports: [] }, "ports takes at least 1 of ports"],
        [
            "blocks are not a list",
            { adminCidrs: "198.51.100.0/24" },
            "adminCidrs takes a list of blocks of addresses, not a string",
        ],
        [
            "the image has the user",
            { user: "ec2-user" },
            'user takes a user of Materialize\'s own, such as "materialize", not ec2-user, which the image has already',
        ],
        [
            "the image has the user for a service",
            { user: "sshd" },
            'user takes a user of Materialize\'s own, such as "materialize", not sshd, which the image has already',
        ],
        ["the user is not a name", { user: "a; b" }, 'user takes the name of a Linux user, such as "materialize", not a string'],
    ];
    for (const [what, args, message] of REFUSED) {
        it(`SshBastionNetwork reports an error if ${what}`, async () => {
            const { refused, made } = await network(args);
            expect(refused).to.deep.equal([message]);
            expect(made.map(({ type }) => type)).to.deep.equal(["SshBastionNetwork"]);
        });
    }

    it("SshBastionNetwork opens only the ports of the brokers", async () => {
        const { made } = await network();
        const out = of(made, "SecurityGroupEgressRule").map(({ inputs }) => [
            inputs.securityGroupId,
            inputs.referencedSecurityGroupId,
            inputs.fromPort,
        ]);
        expect(out).to.have.deep.members([
            ["orders-id", "sg-kafka", 9092],
            ["orders-id", "sg-kafka", 9094],
        ]);
        const into = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.securityGroupId === "sg-kafka");
        expect(into.map(({ inputs }) => [inputs.referencedSecurityGroupId, inputs.fromPort])).to.have.deep.members([
            ["orders-id", 9092],
            ["orders-id", 9094],
        ]);
        expect(only(made, "SecurityGroup")).to.not.have.any.keys("ingress", "egress");
    });

    it("SshBastionNetwork sets the region and the tags of all resources", async () => {
        const { made, looked } = await network({ region: "us-east-1", tags: { team: "ingest" } });
        const types = [
            "Eip",
            "EipAssociation",
            "Instance",
            "SecurityGroup",
            "SecurityGroupEgressRule",
            "SecurityGroupIngressRule",
        ];
        const inAws = made.filter(({ type }) => types.includes(type));
        expect(inAws.every(({ inputs }) => inputs.region === "us-east-1")).to.equal(true);
        expect(looked.every(({ region }) => region === "us-east-1")).to.equal(true);
        for (const { type, inputs } of inAws)
            if (type !== "EipAssociation") expect(inputs.tags, type).to.include({ team: "ingest" });
        expect(only(made, "Instance").volumeTags).to.include({ team: "ingest" });
    });
});
