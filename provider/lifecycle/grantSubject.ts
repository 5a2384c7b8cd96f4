import { definitionText } from "../sql/sql";
import type { GrantKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import type { Fields } from "../values/value";

/** Returns the object and the role of a grant, which identify it, to compare two grants: `ON SECRET "d"."s"."n" TO "r"`. */
export const grantSubject = (kind: GrantKind, args: Fields): string =>
    definitionText(kind.subject(statementParts(kind, args, [])));
