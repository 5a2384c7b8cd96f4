import { expect } from "chai";
import { run } from "../networks/support";
import { asked, COMPONENTS, type Request } from "../support";

const TLS = "clientAuthentication.tls";
const THROUGHPUT = "brokerNodeGroupInfo.storageInfo.ebsStorageInfo.provisionedThroughput";
const { MskPublicCluster } = COMPONENTS;

async function requests(more: object = {}): Promise<(Request & { getDeletedwith(): string })[]> {
    if (MskPublicCluster === undefined) throw new Error("there is no MskPublicCluster");
    const { made } = await asked(MskPublicCluster, ["clicks"], { more });
    return made as (Request & { getDeletedwith(): string })[];
}
const ofClass = (made: readonly Request[], name: string) => made.filter(one => one.getType().endsWith(`:${name}`));
const ignoredBy = async (more: object = {}): Promise<string[]> =>
    ofClass(await requests(more), "Cluster").flatMap(one => one.getIgnorechangesList());

describe("the resources of MskPublicCluster", () => {
    it("The cluster ignores blocks that AWS answers and the program does not give", async () => {
        expect(await ignoredBy()).to.deep.equal([TLS, THROUGHPUT]);
    });

    it("The cluster ignores no block that a transform gives, and keeps the options of the transform", async () => {
        const mutualTls = {
            sasl: { scram: true, iam: true },
            tls: { certificateAuthorityArns: ["arn:aws:acm-pca:us-east-1:210987654321:certificate-authority/own"] },
        };
        expect(await ignoredBy({ transform: { cluster: { clientAuthentication: mutualTls } } })).to.deep.equal([THROUGHPUT]);
        const transform = {
            cluster: (_: object, opts: { ignoreChanges?: string[] }) => {
                opts.ignoreChanges = ["tags"];
            },
        };
        expect(await ignoredBy({ transform })).to.deep.equal(["tags", TLS, THROUGHPUT]);
    });

    it("Topics, users and ACLs are deleted with the cluster", async () => {
        const made = await requests();
        for (const name of ["Topic", "SingleScramSecretAssociation", "KafkaAcl"]) {
            const found = ofClass(made, name);
            expect(found, name).not.to.be.empty;
            for (const one of found) expect((one as (typeof made)[number]).getDeletedwith(), name).to.match(/Cluster::clicks$/u);
        }
    });

    it("Another description of a security group replaces nothing, in each component that creates one", async () => {
        for (const name of ["PrivateLinkNetwork", "SshBastionNetwork", "MskPublicCluster"]) {
            const component = COMPONENTS[name];
            if (component === undefined) throw new Error(`there is no ${name}`);
            const groups = ofClass((await asked(component, ["clicks"])).made, "SecurityGroup");
            expect(
                groups.map(group => group.getIgnorechangesList()),
                name,
            ).to.deep.equal([["description"]]);
        }
    });

    it("A name that AWS would refuse is refused", async () => {
        const refusals = async (name: string): Promise<string[]> => (await run(() => MskPublicCluster?.make(name, {}))).refused;
        expect((await refusals("_clicks")).join()).to.contain('the name "_clicks" cannot name a cluster in AWS');
        expect(await refusals("c".repeat(57))).to.have.length(1);
        expect(await refusals("c".repeat(56))).to.be.empty;
    });
});
