import { bytes, sql } from "../sql/sql";
import { described, text } from "../values/scalars";
import { isUnknown, type Value } from "../values/value";
import type { ObjectKind } from "./kind";
import { inSchema } from "./rows";

const MAX_BYTES = 512 * 1024;

const secretValue: Value<string> = {
    takes: "a string",
    confidential: true,
    check(value, site) {
        if (isUnknown(value)) return [];
        if (typeof value !== "string") return site.refuse(`takes a string, not ${described(value)}`);
        if (!value.isWellFormed())
            return site.refuse("is not valid UTF-8 (half of a surrogate pair), which Materialize cannot store");
        const size = Buffer.byteLength(value);
        return size > MAX_BYTES
            ? site.refuse(`is ${String(size)} bytes long; Materialize takes at most ${String(MAX_BYTES)}`)
            : [];
    },
    write: value => bytes(value),
};

export const secret: ObjectKind = {
    name: "Secret",
    object: "SECRET",
    scope: "schema",
    rows: [
        ...inSchema,
        { path: "value", value: secretValue, required: true, place: { in: "clause", after: "AS" }, change: { by: "value" } },
        // Materialize shows no value: another version is how a program says that it was changed elsewhere.
        { path: "valueVersion", value: text(), place: { in: "nowhere" }, change: { by: "value" } },
    ],
    rules: [],
    create: parts => sql`CREATE SECRET ${parts.target} ${parts.clause("value").flat()}`,
    catalog: { relation: "mz_catalog.mz_secrets", type: "secret" },
};
