import { expect } from "chai";
import { hasCapability } from "../../common/versions";
import type { Fields } from "../../provider/values/value";
import { queryAt } from "../e2e/support/server";
import { skip, timeLimit } from "../server";
import { kindOf, query, resetEnvironment, serverVersion, StackResource } from "./support";

/** Changes of several arguments, and the statements in the order that Materialize accepts. */
const ORDERS: readonly (readonly [title: string, from: Fields, to: Fields, statements: readonly string[]])[] = [
    [
        "options are reset before others are set, and what needs new replicas is set to its default",
        { size: "25cc", replicationFactor: 2, introspectionInterval: "2s", introspectionDebugging: true },
        { size: "50cc" },
        [
            'ALTER CLUSTER "it" RESET (REPLICATION FACTOR)',
            `ALTER CLUSTER "it" SET (SIZE = '50cc', INTROSPECTION INTERVAL = '1s', INTROSPECTION DEBUGGING = false)`,
        ],
    ],
    [
        "a schedule takes over the number of replicas",
        { size: "25cc", replicationFactor: 2 },
        { size: "25cc", schedule: { onRefresh: { hydrationTimeEstimate: "5 minutes" } } },
        [
            'ALTER CLUSTER "it" RESET (REPLICATION FACTOR)',
            `ALTER CLUSTER "it" SET (SCHEDULE = ON REFRESH (HYDRATION TIME ESTIMATE = '5 minutes'))`,
        ],
    ],
    [
        "without its schedule, a cluster has the default number of replicas",
        { size: "25cc", schedule: { onRefresh: {} } },
        { size: "25cc", schedule: { manual: {} } },
        ['ALTER CLUSTER "it" RESET (REPLICATION FACTOR, SCHEDULE)'],
    ],
    [
        "without its schedule, a cluster has the number of replicas of the program",
        { size: "25cc", schedule: { onRefresh: {} } },
        { size: "25cc", replicationFactor: 1 },
        ['ALTER CLUSTER "it" RESET (SCHEDULE)', 'ALTER CLUSTER "it" SET (REPLICATION FACTOR = 1)'],
    ],
    [
        "a cluster gets the size of its strategy together with another strategy",
        { size: "25cc", autoScalingStrategy: { onHydration: { hydrationSize: "100cc" } } },
        { size: "100cc", autoScalingStrategy: { onHydration: { hydrationSize: "50cc", lingerDuration: "1 day" } } },
        [
            `ALTER CLUSTER "it" SET (SIZE = '100cc', AUTO SCALING STRATEGY = (ON HYDRATION (HYDRATION SIZE = '50cc', LINGER DURATION = '1 day')))`,
        ],
    ],
    [
        "a strategy is removed before a cluster gets its size",
        { size: "25cc", autoScalingStrategy: { onHydration: { hydrationSize: "100cc" } } },
        { size: "100cc" },
        ['ALTER CLUSTER "it" RESET (AUTO SCALING STRATEGY)', `ALTER CLUSTER "it" SET (SIZE = '100cc')`],
    ],
];

describe("the order of the statements for a cluster", function () {
    this.timeout(timeLimit("60s"));
    for (const [title, from, to, statements] of ORDERS) {
        it(title, async function () {
            if (!hasCapability(await serverVersion(), "backgroundClusterChanges"))
                skip(this, "the server changes clusters before it answers");
            const local = await resetEnvironment();
            const cluster = new StackResource(kindOf("Cluster"), local);
            await cluster.up(from);
            expect((await cluster.up(to)).statements).to.deep.equal(statements);
            expect(await cluster.refreshesUnchanged(to)).to.equal(true);
        });
    }
});

describe("the default of an argument that the server's administrator can change", function () {
    this.timeout(timeLimit("60s"));

    it("is the number of replicas of a cluster without one, also after it is removed from the program", async function () {
        const local = await resetEnvironment();
        const { systemUrl } = local;
        if (systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
        await queryAt(systemUrl, "ALTER SYSTEM SET default_cluster_replication_factor = 2");
        try {
            const cluster = new StackResource(kindOf("Cluster"), local);
            await cluster.up({ size: "25cc" });
            expect(await cluster.refreshesUnchanged({ size: "25cc" }), "no drift").to.equal(true);
            await cluster.up({ size: "25cc", replicationFactor: 1 });
            expect((await cluster.refresh()).replicationFactor).to.equal(1);
            const { statements } = await cluster.up({ size: "25cc" });
            expect(statements).to.deep.equal(['ALTER CLUSTER "it" RESET (REPLICATION FACTOR)']);
            expect(await cluster.refreshesUnchanged({ size: "25cc" }), "no drift after RESET").to.equal(true);
            await query(local, "ALTER CLUSTER it SET (REPLICATION FACTOR = 1)");
            expect((await cluster.refresh()).replicationFactor, "drift").to.equal(1);
        } finally {
            await queryAt(systemUrl, "ALTER SYSTEM RESET default_cluster_replication_factor");
        }
    });
});
