import { isType, plainType, tokensText } from "../sql/columns";
import { lex, type Token } from "../sql/lexer";
import { Reader } from "../sql/reader";
import { fullText, quoteName, verbatim } from "../sql/sql";
import type { Tokens } from "../sql/tokens";
import { type Reference, reference } from "./reference";
import { checkText, describeType } from "./scalars";
import type { ValueSchema } from "./schema";
import { type ArgumentContext, isFields, isUnknown, type ValueType } from "./value";

const userType = reference("Type");

const TEXT: ValueSchema = { type: "string", minBytes: 1, description: "a type as SQL" };

/** A type of SQL as text, or a `Type` of the program or of Materialize. */
export type SqlType = Reference<"Type">;

/** A data type: a text is always SQL, `numeric(10, 2)`, and never the name of an object that needs quotes. */
export const sqlType: ValueType<SqlType> = {
    type: {
        type: "one of",
        alternatives: [TEXT, userType.type],
        description: "a type as SQL, a Type, or { name, schema, database }",
    },
    check(value, context) {
        if (isUnknown(value)) return [];
        if (isFields(value)) return userType.check(value, context);
        if (typeof value !== "string")
            return context.problem(`takes ${String(this.type.description)}, not ${describeType(value)}`);
        const problems = checkText(value, context, {});
        if (problems.length > 0 || isType(lex(value))) return problems;
        return context.problem('is not a type: write one as in SQL, such as "int", "numeric(10, 2)" or "text list"');
    },
    write: (value, context) =>
        typeof value === "string" ? verbatim(tokensText(lex(value)), context.secret) : userType.write(value, context),
    normalize: plainType,
};

/** Returns the SQL of a type in comparable form. */
export const typeMeaning = (value: SqlType, context: ArgumentContext): string =>
    plainType(lex(fullText(sqlType.write(value, context))))
        .map(({ kind, text }) => (kind === "quoted" || kind === "string" ? quoteName(text) : quoteName(text.toLowerCase())))
        .join(" ");

/** Returns the type that a stored definition names: a reference to a type of a user, or SQL. */
export function storedType(tokens: Tokens): SqlType {
    const isUserType = tokens[0]?.text === "[" && /^u\d+$/u.test(tokens[1]?.text ?? "") && tokens.at(-1)?.text === "]";
    return isUserType ? Reader.whole(tokens, from => from.reference()) : tokensText(plainType(tokens));
}

/** Returns true for a type without a name, such as `int list`. */
export const isUnnamed = (value: unknown): boolean =>
    typeof value === "string" && lex(value).some(({ kind, text }: Token) => kind === "word" && /^(?:list|map)$/iu.test(text));
