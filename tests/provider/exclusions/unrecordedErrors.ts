/** Errors of Materialize that are in no transcript, by the source of their text. */
export const UNRECORDED = {
    /** The errors that Materialize's SQL reference documents. */
    reference: [
        "'after' column missing from debezium input",
        "'before' column must be of type record",
        "'before' type differs from 'after' column",
        "Cannot use INCLUDE KEY with ENVELOPE DEBEZIUM: Debezium values include all keys.",
        "secrets can not be bigger than 512KiB",
    ],
};
