import { settingHelp } from "../../provider/session/settingSources";
import { quoteName } from "../../provider/sql/sql";
import { type Check, failed, type Group, note, ok } from "../check";
import type { EnvironmentContext } from "../environmentContext";
import { grant } from "./rights";

/** A cluster that users created, and the number of its replicas. */
interface FoundCluster {
    readonly name: string;
    readonly privileges: string;
    readonly replicas: number;
}

async function clustersOf(context: EnvironmentContext): Promise<readonly FoundCluster[]> {
    const [clusters, replicas] = await Promise.all([
        context.rows<{ id: string; name: string; privileges: string }>(
            "SELECT id, name, privileges FROM mz_catalog.mz_clusters ORDER BY name",
        ),
        context.rows<{ cluster_id: string }>("SELECT cluster_id FROM mz_catalog.mz_cluster_replicas"),
    ]);
    return clusters
        .filter(({ id }) => id.startsWith("u"))
        .map(({ id, ...cluster }) => ({ ...cluster, replicas: replicas.filter(one => one.cluster_id === id).length }));
}

const described = ({ name, replicas }: FoundCluster): string =>
    `${name} (${String(replicas)} ${replicas === 1 ? "replica" : "replicas"})`;

/** The cluster of sources, views and indexes that name none. */
const defaultCluster: Check<EnvironmentContext> = {
    name: "default cluster",
    run: async context => {
        const { cluster: configured } = context.settings;
        const [session] = configured === undefined ? await context.rows<{ cluster: string }>("SHOW cluster") : [];
        const name = configured ?? session?.cluster ?? "";
        const cluster = (await clustersOf(context)).find(one => one.name === name);
        if (cluster === undefined) {
            const fix = `Set ${settingHelp(context.settings, "cluster")} to a cluster that exists, or give each resource a cluster.`;
            return (configured === undefined ? note : failed)(`"${name}" does not exist`, fix);
        }
        if (cluster.replicas === 0)
            return failed(
                `"${name}" has no replicas, so nothing runs in it`,
                `Run: ALTER CLUSTER ${quoteName(name)} SET (REPLICATION FACTOR 1);`,
            );
        const role = await context.currentRole();
        const missing = ["USAGE", "CREATE"].filter(privilege => !role.has(privilege, cluster.privileges));
        return missing.length === 0
            ? ok(`${described(cluster)}, with USAGE and CREATE`)
            : note(
                  `${missing.join(" and ")} on "${name}" missing`,
                  grant(missing.join(", "), `CLUSTER ${quoteName(name)}`, role),
              );
    },
};

const clusters: Check<EnvironmentContext> = {
    name: "clusters",
    run: async context => {
        const all = await clustersOf(context);
        return all.length === 0
            ? note("none", "Create a cluster with the resource Cluster, whose role needs CREATECLUSTER.")
            : ok(all.map(described).join(", "));
    },
};

/** The clusters of an environment. */
export const CLUSTERS: Group<EnvironmentContext> = { title: "Clusters", checks: [defaultCluster, clusters] };
