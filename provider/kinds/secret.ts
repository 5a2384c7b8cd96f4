import { bytes, sql } from "../sql/sql";
import { describeType, text } from "../values/scalars";
import { isUnknown, type ValueType } from "../values/value";
import { objectKind, row } from "../statement/kind";
import { schemaObjectRows } from "../statement/rows";

const MAX_BYTES = 512 * 1024;

const secretValue: ValueType<string> = {
    type: { type: "string", maxBytes: MAX_BYTES },
    acceptsSecret: true,
    isSecret: true,
    check(value, context) {
        if (isUnknown(value)) return [];
        if (typeof value !== "string") return context.problem(`takes a string, not ${describeType(value)}`);
        if (!value.isWellFormed())
            return context.problem("is not valid UTF-8 (half of a surrogate pair), which Materialize cannot store");
        const size = Buffer.byteLength(value);
        return size > MAX_BYTES
            ? context.problem(`is ${String(size)} bytes long; Materialize takes at most ${String(MAX_BYTES)}`)
            : [];
    },
    write: value => bytes(value),
};

export const secret = objectKind({
    name: "Secret",
    object: "SECRET",
    scope: "schema",
    rows: [
        ...schemaObjectRows,
        row({
            path: "value",
            value: secretValue,
            required: true,
            position: { in: "clause", after: "AS" },
            change: { by: "value" },
        }),
        // Materialize does not return the value. A new version writes the value again after a change outside the program.
        row({ path: "valueVersion", value: text(), position: { in: "nowhere" }, change: { by: "value" } }),
    ],
    rules: [],
    create: parts => sql`CREATE SECRET ${parts.target} ${parts.clause("value").flat()}`,
    catalog: { relation: "mz_catalog.mz_secrets", type: "secret" },
});
