import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import type { Server } from "../server";
import { timeLimit } from "../server";
import { capturePrinted, kindOf, messageOf, query, resetEnvironment, StackResource } from "./support";

describe("the replicas of an unmanaged cluster", function () {
    this.timeout(timeLimit("60s"));
    let local: Server;
    let cluster: StackResource;
    let replica: StackResource;

    beforeEach(async () => {
        local = await resetEnvironment();
        cluster = new StackResource(kindOf("Cluster"), local);
        replica = new StackResource(kindOf("ClusterReplica"), local);
        await cluster.up({ name: "batch", managed: false });
    });

    const args = (more: Fields = {}): Fields => ({ name: "r1", cluster: cluster.reference, size: "25cc", ...more });

    /** Returns the replicas of all clusters of the test. */
    const replicas = async (): Promise<string[]> => {
        const rows = await query(
            local,
            `SELECT c.name || '.' || r.name || ' ' || r.size AS replica FROM mz_cluster_replicas r
             JOIN mz_clusters c ON c.id = r.cluster_id WHERE c.name LIKE 'batch%' ORDER BY 1`,
        );
        return rows.map(row => String(row.replica));
    };

    it("stay with a cluster that becomes managed, and are adopted once it is unmanaged again", async () => {
        await replica.up(args());
        expect((await cluster.up({ name: "batch", size: "25cc" })).statements).to.deep.equal([
            `ALTER CLUSTER "batch" SET (MANAGED = TRUE, SIZE = '25cc')`,
        ]);
        expect(await cluster.refreshesUnchanged({ name: "batch", size: "25cc" })).to.equal(true);
        const { printed } = await capturePrinted(() => replica.destroy());
        expect(printed.join()).to.contain('"batch"."r1" is not dropped: the cluster is managed now');
        expect((await cluster.up({ name: "batch", managed: false })).statements).to.deep.equal([
            `ALTER CLUSTER "batch" SET (MANAGED = FALSE)`,
        ]);
        expect(await cluster.refreshesUnchanged({ name: "batch", managed: false })).to.equal(true);
        expect(await replicas()).to.deep.equal(["batch.r1 25cc"]);
        const adopted = new StackResource(kindOf("ClusterReplica"), local);
        expect(await messageOf(adopted.up(args()))).to.contain('"batch"."r1" already exists');
        expect(await messageOf(adopted.up(args({ size: "50cc", adopt: true })))).to.contain("cannot be adopted as it is");
        expect((await adopted.up(args({ adopt: true }))).statements).to.deep.equal([]);
        await adopted.destroy();
        expect(await replicas()).to.deep.equal([]);
    });

    it("need the names and the size of a managed cluster before theirs becomes one", async () => {
        await replica.up(args({ name: "large" }));
        const names = await messageOf(cluster.up({ name: "batch", size: "25cc" }));
        expect(names).to.contain("invalid replica names: large").and.to.contain("name them r1, r2 and so on");
        await replica.up(args());
        const sizes = await messageOf(cluster.up({ name: "batch", size: "50cc" }));
        expect(sizes).to.contain("do not match expected SIZE 50cc").and.to.contain("give the cluster the size of its replicas");
        expect(await cluster.refreshesUnchanged({ name: "batch", managed: false })).to.equal(true);
    });

    it("are declared once the schedule of a managed cluster is reset", async () => {
        const scheduled = { name: "batch_nightly", size: "25cc", schedule: { onRefresh: {} } };
        const nightly = new StackResource(kindOf("Cluster"), local);
        await nightly.up(scheduled);
        expect((await nightly.up({ name: "batch_nightly", managed: false })).statements).to.deep.equal([
            'ALTER CLUSTER "batch_nightly" RESET (SCHEDULE)',
            'ALTER CLUSTER "batch_nightly" SET (MANAGED = FALSE)',
        ]);
        await nightly.up(scheduled);
        expect(await nightly.refreshesUnchanged(scheduled)).to.equal(true);
    });

    it("are not adopted from a managed cluster", async () => {
        await replica.up(args());
        await query(local, "ALTER CLUSTER batch SET (MANAGED, SIZE '25cc')");
        const adopted = new StackResource(kindOf("ClusterReplica"), local);
        expect(await messageOf(adopted.up(args({ adopt: true })))).to.contain("cannot be adopted: it is not a ClusterReplica");
    });

    it("keep their resources when the program renames the cluster", async () => {
        await replica.up(args());
        await cluster.up({ name: "batch_2", managed: false });
        const { statements, replaces } = await replica.up(args());
        expect([statements, replaces]).to.deep.equal([[], []]);
        expect(replica.outputs.qualifiedName).to.equal('"batch_2"."r1"');
        expect(await replica.refreshesUnchanged(args())).to.equal(true);
        await replica.destroy();
        expect(await replicas()).to.deep.equal([]);
    });

    it("show a rename of the cluster by somebody else", async () => {
        await replica.up(args());
        await query(local, "ALTER CLUSTER batch RENAME TO batch_3");
        expect(await replica.refresh()).to.deep.include({ cluster: { ...cluster.reference, qualifiedName: '"batch_3"' } });
        await cluster.up({ name: "batch", managed: false });
        expect((await replica.up(args())).replaces).to.deep.equal([]);
    });

    it("are those of the cluster that has the name after a swap", async () => {
        await replica.up(args());
        await query(
            local,
            "CREATE CLUSTER batch_deploy REPLICAS (r1 (SIZE '25cc'))",
            "ALTER CLUSTER batch SWAP WITH batch_deploy",
        );
        const { printed } = await capturePrinted(() => replica.refresh());
        expect(printed.join()).to.contain('"batch"."r1" is another ClusterReplica now');
        await replica.destroy();
        expect(await replicas()).to.deep.equal(["batch_deploy.r1 25cc"]);
    });

    it("are refused if the cluster that has the name after a swap lacks them", async () => {
        await replica.up(args());
        await query(local, "CREATE CLUSTER batch_deploy REPLICAS ()", "ALTER CLUSTER batch SWAP WITH batch_deploy");
        expect(await messageOf(replica.refresh())).to.contain('since the cluster "batch" was swapped outside of this stack');
    });

    it("are dropped although an object in a schema has the id of one and dependants", async () => {
        await query(local, "CREATE VIEW v1 AS SELECT 1 AS a");
        for (let at = 2; at < 10; at++) await query(local, `CREATE VIEW v${String(at)} AS SELECT a FROM v${String(at - 1)}`);
        await replica.up(args());
        await replica.up(args({ size: "50cc" }));
        await replica.destroy();
        expect(await replicas()).to.deep.equal([]);
    });
});
