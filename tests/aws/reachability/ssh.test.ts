import { expect } from "chai";

import { create } from "../support";
import { BLOCKS, brokerHost, useJoinedServers } from "./support";
import { CLOSED, sshError, tunnelError } from "./messages";

const timedOut = (host: string): string => sshError(`connect to host ${host} port 22: Connection timed out`);

describe("Materialize in the local AWS, over SSH", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    /** A bastion as it should be, with both keys. */
    const bastion = async () => {
        const address = await create(pair().aws, "ec2.Eip", { domain: "vpc" });
        const host = pair().aws.world.find("address", address)?.props.publicIp ?? "";
        await pair().query(`CREATE CONNECTION tunnel TO SSH TUNNEL (HOST '${host}', USER 'materialize', PORT 22)`);
        const [keys] = await pair().query("SELECT public_key_1, public_key_2 FROM mz_ssh_tunnel_connections");
        const group = await create(pair().aws, "ec2.SecurityGroup", { vpcId: "vpc-main" });
        const port = (number: number) => ({ ipProtocol: "tcp", fromPort: number, toPort: number });
        for (const cidrIpv4 of BLOCKS) {
            await create(pair().aws, "vpc.SecurityGroupIngressRule", { securityGroupId: group, cidrIpv4, ...port(22) });
        }
        await create(pair().aws, "vpc.SecurityGroupEgressRule", {
            securityGroupId: group,
            referencedSecurityGroupId: "sg-msk",
            ...port(9092),
        });
        await create(pair().aws, "vpc.SecurityGroupIngressRule", {
            securityGroupId: "sg-msk",
            referencedSecurityGroupId: group,
            ...port(9092),
        });
        const script = `#!/bin/sh\nuseradd materialize\necho '${keys?.public_key_1 ?? ""}\n${keys?.public_key_2 ?? ""}' >> keys\nPermitOpen *:9092`;
        const instanceId = await create(pair().aws, "ec2.Instance", {
            ...{
                ami: "ami-1",
                instanceType: "t4g.nano",
                subnetId: "subnet-public-a",
                vpcSecurityGroupIds: [group],
                userData: script,
            },
        });
        const association = await create(pair().aws, "ec2.EipAssociation", { instanceId, allocationId: address });
        return { host, instanceId, association };
    };
    const over = `CREATE CONNECTION kafka TO KAFKA (BROKERS ('${brokerHost(1)}:9092'), SSH TUNNEL tunnel, SECURITY PROTOCOL 'PLAINTEXT')`;
    const first = <K extends "ingressRule" | "egressRule" | "association" | "instance" | "internetGateway">(
        kind: K,
        where: string,
    ) => {
        const [entity] = pair().aws.world.all(kind, props => JSON.stringify(props).includes(where));
        if (!entity) throw new Error(`no ${kind} with ${where}`);
        return entity;
    };

    it("goes through a bastion, to every broker", async () => {
        await bastion();
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.equal("done");
        expect(await pair().tryQuery(over)).to.equal("done");
    });

    const unreachable: readonly (readonly [what: string, breaks: () => void])[] = [
        [
            "without the address",
            () => {
                pair().aws.world.remove(first("association", ""));
            },
        ],
        [
            "where one block is not let in",
            () => {
                pair().aws.world.remove(first("ingressRule", "203.0.113.64/30"));
            },
        ],
        [
            "in a VPC without an internet gateway",
            () => {
                pair().aws.world.remove(first("internetGateway", ""));
            },
        ],
        [
            "in a private subnet",
            () => {
                pair().aws.world.change(first("instance", "subnet-public-a"), { subnetId: "subnet-a" });
            },
        ],
    ];
    for (const [what, breaks] of unreachable) {
        it(`does not reach a bastion ${what}`, async () => {
            const { host } = await bastion();
            breaks();
            expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.equal(timedOut(host));
            expect(await pair().tryQuery(over)).to.equal(tunnelError(timedOut(host)));
        });
    }

    it("is not let in with keys that the bastion does not know", async () => {
        const { host } = await bastion();
        await pair().query("ALTER CONNECTION tunnel ROTATE KEYS");
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel"), "the second key is known").to.equal("done");
        await pair().query("ALTER CONNECTION tunnel ROTATE KEYS");
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.contain(`materialize@${host}: Permission denied`);
    });
    const closed: readonly (readonly [what: string, breaks: () => void])[] = [
        [
            "no way out of the bastion",
            () => {
                pair().aws.world.remove(first("egressRule", '"referencedSecurityGroupId":"sg-msk"'));
            },
        ],
        [
            "no way into the brokers",
            () => {
                pair().aws.world.remove(first("ingressRule", '"securityGroupId":"sg-msk","referencedSecurityGroupId":"sg-0'));
            },
        ],
        [
            "a port that sshd does not forward to",
            () => {
                const instance = first("instance", "subnet-public-a");
                pair().aws.world.change(instance, { userData: instance.props.userData?.replace("*:9092", "*:9096") });
            },
        ],
    ];
    for (const [what, breaks] of closed) {
        it(`does not come out with ${what}`, async () => {
            await bastion();
            breaks();
            expect(await pair().tryQuery(over)).to.equal(CLOSED);
        });
    }
});
