import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { AllowMaterializeIps, type AllowMaterializeIpsArgs } from "../../../components";
import { of, only, run, valueOf } from "./support";

const CIDRS = ["203.0.113.10/32", "203.0.113.64/30"];

describe("AllowMaterializeIps", () => {
    it("AllowMaterializeIps creates a rule for each block and port, keyed by them", async () => {
        const { made, result } = await run(
            () =>
                new AllowMaterializeIps("brokers", {
                    securityGroupId: "sg-1",
                    ports: [9096, 9098],
                    cidrs: CIDRS,
                    tags: { team: "x" },
                }),
        );
        const rules = of(made, "SecurityGroupIngressRule");
        expect(rules.map(({ name }) => name)).to.have.members(
            CIDRS.flatMap(cidr => [`brokers-${cidr}-9096`, `brokers-${cidr}-9098`]),
        );
        expect(rules[0]?.inputs).to.deep.include({
            securityGroupId: "sg-1",
            ipProtocol: "tcp",
            cidrIpv4: CIDRS[0],
            fromPort: 9096,
            toPort: 9096,
        });
        expect(Object.keys(await valueOf(result.rules))).to.have.members(CIDRS.flatMap(cidr => [`${cidr}:9096`, `${cidr}:9098`]));
    });

    it("AllowMaterializeIps keys rules by block if there is one port", async () => {
        const { result } = await run(
            () => new AllowMaterializeIps("brokers", { securityGroupId: "sg-1", ports: [9096], cidrs: CIDRS }),
        );
        const rules = await valueOf(result.rules);
        expect(Object.keys(rules)).to.have.members(CIDRS);
        expect(await valueOf(rules["203.0.113.64/30"]?.cidrIpv4 ?? pulumi.output(""))).to.equal("203.0.113.64/30");
    });

    it("AllowMaterializeIps reports another component that opens the same port of a security group of the program", async () => {
        const open = (...ports: number[]) =>
            run(() => {
                const group = pulumi.output("sg-new");
                return ports.map((port, at) => {
                    const args = { securityGroupId: group, ports: [port], cidrs: CIDRS };
                    return new AllowMaterializeIps(`number-${String(at)}`, args);
                });
            });
        expect((await open(9096, 9098)).refused).to.be.empty;
        expect((await open(9096, 9096)).refused).to.deep.equal([
            "port 9096 of this security group is opened to Materialize by number-0 already: leave one of the two out, and where they are for two Materialize environments, give number-0 the blocks of both as cidrs",
        ]);
    });

    it("AllowMaterializeIps reports no component of an earlier run in the same process", async () => {
        const group = pulumi.output("sg-shared");
        const open = () => run(() => new AllowMaterializeIps("brokers", { securityGroupId: group, ports: [9096], cidrs: CIDRS }));
        expect((await open()).refused).to.be.empty;
        expect((await open()).refused).to.be.empty;
    });

    it("AllowMaterializeIps distinguishes components of the same name with different parents", async () => {
        const twice = (securityGroupId: pulumi.Input<string>) =>
            run(() =>
                ["Here", "There"].map(at => {
                    const parent = new pulumi.ComponentResource(`example:index:${at}`, at);
                    return new AllowMaterializeIps("brokers", { securityGroupId, ports: [9096], cidrs: CIDRS }, { parent });
                }),
            );
        const sentence =
            "port 9096 of this security group is opened to Materialize by brokers already: leave one of the two out, and where they are for two Materialize environments, give brokers the blocks of both as cidrs";
        expect((await twice("sg-1")).refused, "a group that is there").to.deep.equal([sentence]);
        expect((await twice(pulumi.output("sg-new"))).refused, "a group that is made").to.deep.equal([sentence]);
    });

    it("AllowMaterializeIps reports a misspelt security group", async () => {
        const wrong = { securityGroup: "sg-1", ports: [9096], cidrs: CIDRS } as unknown as AllowMaterializeIpsArgs;
        const { refused } = await run(() => new AllowMaterializeIps("brokers", wrong));
        expect(refused).to.include("securityGroup is not an argument; did you mean securityGroupId?");
    });

    it("AllowMaterializeIps reports ports that are not a list of whole numbers", async () => {
        const ports = async (given: unknown): Promise<string[]> => {
            const args = { securityGroupId: "sg-1", ports: given, cidrs: CIDRS } as AllowMaterializeIpsArgs;
            return (await run(() => new AllowMaterializeIps("brokers", args))).refused;
        };
        expect(await ports([])).to.deep.equal(["ports takes at least 1 of ports"]);
        expect(await ports(9096)).to.deep.equal(["ports takes a list of ports, not 9096"]);
        expect(await ports([9096, 70000])).to.deep.equal(["ports[1] takes a whole number from 1 to 65535, not 70000"]);
        expect(await ports([pulumi.output(9096)])).to.deep.equal([
            "ports[0] takes a whole number from 1 to 65535, not an output, which is not known when the program runs: write the value itself, with outputs inside of it",
        ]);
    });

    it("AllowMaterializeIps passes the blocks to its helper resource", async () => {
        const { made } = await run(
            () => new AllowMaterializeIps("brokers", { securityGroupId: "sg-1", ports: [9096], cidrs: CIDRS }),
        );
        expect(only(made, "AllowedBlocks")).to.deep.include({ cidrs: CIDRS, ports: [9096], securityGroupId: "sg-1" });
    });
});
