import { expect } from "chai";

import { create } from "../support";
import { BLOCKS, brokerHost, useJoinedServers } from "./support";
import { CLOSED, sshError, tunnelError } from "./messages";

const timedOut = (host: string): string => sshError(`connect to host ${host} port 22: Connection timed out`);

describe("SSH tunnels from the local Materialize to the local AWS", function () {
    this.timeout("60s");
    const pair = useJoinedServers();

    /** Creates a bastion that accepts both keys and forwards to the brokers. */
    const createBastion = async () => {
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
    const connection = `CREATE CONNECTION kafka TO KAFKA (BROKERS ('${brokerHost(1)}:9092'), SSH TUNNEL tunnel, SECURITY PROTOCOL 'PLAINTEXT')`;
    const firstEntity = <K extends "ingressRule" | "egressRule" | "association" | "instance" | "internetGateway">(
        kind: K,
        where: string,
    ) => {
        const [entity] = pair().aws.world.all(kind, props => JSON.stringify(props).includes(where));
        if (!entity) throw new Error(`no ${kind} with ${where}`);
        return entity;
    };

    it("A Kafka connection reaches every broker through a bastion", async () => {
        await createBastion();
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.equal("done");
        expect(await pair().tryQuery(connection)).to.equal("done");
    });

    const bastionFaults: readonly (readonly [fault: string, applyFault: () => void])[] = [
        [
            "without an Elastic IP address",
            () => {
                pair().aws.world.remove(firstEntity("association", ""));
            },
        ],
        [
            "whose security group does not allow one of the egress blocks",
            () => {
                pair().aws.world.remove(firstEntity("ingressRule", "203.0.113.64/30"));
            },
        ],
        [
            "in a VPC without an internet gateway",
            () => {
                pair().aws.world.remove(firstEntity("internetGateway", ""));
            },
        ],
        [
            "in a private subnet",
            () => {
                pair().aws.world.change(firstEntity("instance", "subnet-public-a"), { subnetId: "subnet-a" });
            },
        ],
    ];
    for (const [fault, applyFault] of bastionFaults) {
        it(`Materialize does not reach a bastion ${fault}`, async () => {
            const { host } = await createBastion();
            applyFault();
            expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.equal(timedOut(host));
            expect(await pair().tryQuery(connection)).to.equal(tunnelError(timedOut(host)));
        });
    }

    it("A bastion denies an SSH tunnel whose keys it does not have", async () => {
        const { host } = await createBastion();
        await pair().query("ALTER CONNECTION tunnel ROTATE KEYS");
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel"), "the second key is known").to.equal("done");
        await pair().query("ALTER CONNECTION tunnel ROTATE KEYS");
        expect(await pair().tryQuery("VALIDATE CONNECTION tunnel")).to.contain(`materialize@${host}: Permission denied`);
    });
    const tunnelFaults: readonly (readonly [fault: string, applyFault: () => void])[] = [
        [
            "a missing egress rule of the bastion",
            () => {
                pair().aws.world.remove(firstEntity("egressRule", '"referencedSecurityGroupId":"sg-msk"'));
            },
        ],
        [
            "a missing ingress rule of the brokers",
            () => {
                pair().aws.world.remove(
                    firstEntity("ingressRule", '"securityGroupId":"sg-msk","referencedSecurityGroupId":"sg-0'),
                );
            },
        ],
        [
            "a port to which the SSH server does not forward",
            () => {
                const instance = firstEntity("instance", "subnet-public-a");
                pair().aws.world.change(instance, { userData: instance.props.userData?.replace("*:9092", "*:9096") });
            },
        ],
    ];
    for (const [fault, applyFault] of tunnelFaults) {
        it(`An SSH tunnel does not reach the brokers with ${fault}`, async () => {
            await createBastion();
            applyFault();
            expect(await pair().tryQuery(connection)).to.equal(CLOSED);
        });
    }
});
