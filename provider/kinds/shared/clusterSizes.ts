/** A query for the sizes of replicas that the server has. */
export const clusterSizes = "SELECT s.size AS value FROM mz_catalog.mz_cluster_replica_sizes s ORDER BY s.size";
