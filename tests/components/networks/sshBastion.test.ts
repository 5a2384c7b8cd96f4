import { expect } from "chai";
import { SshBastionNetwork, type SshBastionNetworkArgs } from "../../../components";
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

describe("SshBastionNetwork", () => {
    it("gives Materialize the elastic address, and the bastion both keys", async () => {
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

    it("hardens the instance and its sshd", async () => {
        const { made } = await network({ schemaRegistry: { port: 8081 } });
        const bastion = only(made, "Instance");
        expect(bastion.metadataOptions).to.include({ httpTokens: "required" });
        expect(bastion.rootBlockDevice).to.include({ encrypted: true });
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

    it("lets an administrator in only where that is asked", async () => {
        const { made } = await network({ keyName: "ops", adminCidrs: ["198.51.100.0/24"] });
        expect(only(made, "Instance")).to.include({ keyName: "ops" });
        expect(String(only(made, "Instance").userData)).to.contain("AllowUsers materialize ec2-user");
        const from = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(from.map(({ inputs }) => inputs.cidrIpv4)).to.have.members(["203.0.113.64/30", "198.51.100.0/24"]);
    });

    it("lets an administrator in by IPv6 too, and once where Materialize comes from there as well", async () => {
        const { made } = await network({ adminCidrs: ["2001:db8::/48", "203.0.113.64/30", "2001:db8::/48"] });
        const from = of(made, "SecurityGroupIngressRule").filter(({ inputs }) => inputs.fromPort === 22);
        expect(from.map(({ inputs }) => inputs.cidrIpv6 ?? inputs.cidrIpv4)).to.have.members([
            "2001:db8::/48",
            "203.0.113.64/30",
        ]);
    });

    it("is refused in one line without what must be there", async () => {
        const wrong = {
            brokerSecurityGroupId: undefined,
            brokerSecurityGroup: "sg-kafka",
        } as unknown as Partial<SshBastionNetworkArgs>;
        expect((await network(wrong)).refused).to.deep.equal([
            "brokerSecurityGroup is not an argument; did you mean brokerSecurityGroupId?",
        ]);
        const none = { brokerSecurityGroupId: undefined } as unknown as Partial<SshBastionNetworkArgs>;
        expect((await network(none)).refused).to.deep.equal(["brokerSecurityGroupId is missing"]);
        const ports = { ports: 9092, schemaRegistry: { prot: 8081 } } as unknown as Partial<SshBastionNetworkArgs>;
        expect((await network(ports)).refused.join("\n"))
            .to.contain("ports takes")
            .and.to.contain("schemaRegistry.prot is not an argument; did you mean port?");
    });

    it("opens the way to the brokers' ports, and no other", async () => {
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

    it("is in one region, and tagged", async () => {
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
