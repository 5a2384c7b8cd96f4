/** Errors of Materialize that are in no transcript, by the source of their text. */
export const UNRECORDED = {
    /** The errors that Materialize's SQL reference documents. */
    reference: [
        "cannot specify both SSH TUNNEL and AWS PRIVATELINK",
        "option SSL KEY not supported with this configuration",
        "option SSL CERTIFICATE AUTHORITY not supported with this configuration",
        "reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE",
        "URL must have an empty path",
        "must specify either ASSUME ROLE ARN or ACCESS KEY ID and SECRET ACCESS KEY",
        "USER option is required",
        "SERVICE NAME option is required",
        "START OFFSET must be a nonnegative integer",
        "cannot be greater than 1 hour",
        "UPSERT requires a key/value format: None not yet supported",
        "ENVELOPE DEBEZIUM requires that VALUE FORMAT is set to AVRO",
        "'after' column missing from debezium input",
        "'before' column must be of type record",
        "'before' type differs from 'after' column",
        "Cannot use INCLUDE KEY with ENVELOPE DEBEZIUM: Debezium values include all keys.",
        "definition names",
        "cluster name",
        "role name",
        "is reserved",
        "unacceptable schema name",
        "secrets can not be bigger than 512KiB",
    ],
    /** The errors of Materialize's parser, which the local Materialize uses. */
    parser: ["Expected literal string, found right parenthesis"],
    /** The errors that only the local Materialize reports. */
    local: [
        "both SSL KEY and SSL CERTIFICATE are required",
        "invalid CONNECTION: SSL MODE 'verify_ca' requires SSL CERTIFICATE AUTHORITY",
        "cannot specify multiple Kafka broker addresses in one string",
    ],
};
