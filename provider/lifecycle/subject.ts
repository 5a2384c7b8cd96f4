import { definitionText } from "../sql/sql";
import type { AnyKind, ObjectKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import type { Fields } from "../values/value";

/** Returns what identifies a resource without a name of its own, to compare two of them: `ON SECRET "d"."s"."n" TO "r"`. */
export const subjectText = (kind: Exclude<AnyKind, ObjectKind>, args: Fields): string =>
    definitionText(kind.subject(statementParts(kind, args, [])));
