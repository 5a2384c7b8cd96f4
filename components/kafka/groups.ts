/** What the consumer groups of Materialize's sources begin with, after the source's own prefix (Materialize: "CREATE SOURCE: Kafka"). */
export const GROUPS = "materialize-";
