import { isTopicName, TOPIC_NAME } from "../../common/kafka";
import { tokensText } from "../sql/columns";
import { plainList } from "../sql/plain";
import { join, type Sql, sql } from "../sql/sql";
import { symbol } from "../sql/tokens";
import { duration } from "../values/duration";
import { columnName } from "../values/list";
import { expression } from "../values/query";
import { reference } from "../values/reference";
import { choice, integer, text } from "../values/scalars";
import { textMap } from "../values/textMap";
import { isUnknown, type ValueType } from "../values/value";
import { encodingClauses, encodingRows, encodingRules, isEnvelope } from "./shared/encoding";
import {
    beginsWithSnapshot,
    fromRow,
    key,
    movedTo,
    NO_SET_CLUSTER,
    shownName,
    sinkAdvice,
    sinkRights,
    snapshotRow,
    uniqueColumns,
} from "./shared/sink";
import { type Arguments, objectKind, row, type StatementParts } from "../statement/kind";
import { clusterRow, fixedClause, fixedOption, parenthesizedList, schemaObjectRows } from "../statement/rows";

const WRITES = "Materialize cannot alter where a sink writes, or how";
const CREATES = "Materialize cannot alter a topic, and uses this only when it creates one";

/** The name of a topic. Materialize creates a topic that does not exist, and the broker refuses other names only then. */
const topic: ValueType<string> = {
    ...text(),
    check: (value, context) => {
        const problems = text().check(value, context);
        return problems.length > 0 || isUnknown(value) || isTopicName(String(value))
            ? problems
            : context.problem(`is not the name of a topic: it takes ${TOPIC_NAME}`);
    },
};

/** An expression over columns. Parentheses around the whole of it mean nothing. */
const partition: ValueType<string> = {
    ...expression,
    interpret: from => tokensText(from.rest()),
    normalize: tokens => plainList([symbol("("), ...tokens, symbol(")")]),
};

const rows = [
    ...schemaObjectRows,
    clusterRow(NO_SET_CLUSTER),
    fromRow,
    row({
        ...fixedClause("connection", "INTO KAFKA CONNECTION", reference("KafkaConnection"), WRITES, { required: true }),
        opens: "options",
    }),
    fixedOption("topic", "TOPIC", topic, WRITES, { required: true }),
    {
        ...fixedOption("compressionType", "COMPRESSION TYPE", choice("none", "gzip", "snappy", "lz4", "zstd"), WRITES),
        serverDefault: "lz4",
    },
    fixedOption("partitionBy", "PARTITION BY", partition, WRITES),
    fixedOption("topicPartitionCount", "TOPIC PARTITION COUNT", integer(1), CREATES),
    fixedOption("topicReplicationFactor", "TOPIC REPLICATION FACTOR", integer(1), CREATES),
    fixedOption("topicConfig", "TOPIC CONFIG", textMap, CREATES),
    fixedOption("transactionalIdPrefix", "TRANSACTIONAL ID PREFIX", text(), WRITES),
    fixedOption("progressGroupIdPrefix", "PROGRESS GROUP ID PREFIX", text(), WRITES),
    {
        ...fixedOption(
            "topicMetadataRefreshInterval",
            "TOPIC METADATA REFRESH INTERVAL",
            duration(undefined, { least: "1s", most: "1h" }),
            WRITES,
        ),
        serverDefault: "30s",
    },
    fixedClause("key", "KEY", key, WRITES),
    fixedClause("headers", "HEADERS", columnName, WRITES),
    ...encodingRows,
    snapshotRow,
];

function create(parts: StatementParts): Sql {
    const lines = [
        ...parts.clause("cluster"),
        ...parts.clause("from"),
        sql`${parts.clause("connection").flat()} ${parenthesizedList(parts.options)}`,
        ...parts.clause("key"),
        ...parts.clause("headers"),
        ...encodingClauses(parts),
    ];
    return sql`CREATE SINK ${parts.target}
    ${join(lines, "\n    ")}${parts.with}`;
}

/** Returns what consumers of the topics see of a replacement. The new sink knows nothing of what the old one has written. */
function seenByConsumers(olds: Arguments, news: Arguments): string {
    const [before, after] = [olds, news].map(args => shownName(args.get("topic")));
    if (before !== after) return movedTo("the topic", before ?? "", after ?? "", news);
    const consumers = `consumers of the topic ${after ?? ""}`;
    if (!beginsWithSnapshot(news))
        return `${consumers} get no message for what changes between the drop of the old sink and the start of the new one`;
    const again = `${consumers} get every row again, after the messages of the old sink`;
    return isEnvelope(news, "upsert")
        ? `${again}; a key that is gone when the new sink starts gets no message that deletes it`
        : `${again}, as if it was new (its "before" is null); a row that is gone when the new sink starts gets no message`;
}

export const kafkaSink = objectKind({
    name: "KafkaSink",
    object: "SINK",
    scope: "schema",
    dryRun: {
        by: "explain",
        stage: "VALUE SCHEMA",
        accepted: "EXPLAIN SCHEMA is only available for Kafka sinks with Avro schemas",
    },
    seenByConsumers,
    rows,
    rights: sinkRights,
    rules: [...encodingRules, uniqueColumns("key")],
    advice: sinkAdvice,
    create,
    catalog: { relation: "mz_catalog.mz_sinks", definition: "o.create_sql", type: "sink", where: "o.type = 'kafka'" },
});
