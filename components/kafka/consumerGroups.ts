/**
 * The prefix of the consumer groups of Materialize's sources, after `groupIdPrefix` of the source. See
 * https://materialize.com/docs/sql/create-source/kafka/#monitoring-consumer-lag.
 */
export const CONSUMER_GROUP_PREFIX = "materialize-";
