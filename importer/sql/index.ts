import { Reader, UnreadableError } from "../../provider/sql/reader";
import type { Run } from "../../provider/run/run";
import type { Namespace } from "../../provider/values/value";
import type { Resource } from "../resource";
import { NotTaken } from "./creations";
import { Drafts } from "./drafts";
import { readAlter, readComment, readValidation, settingIn } from "./changes";
import { readGrant, type Reading, REVOKES } from "./grants";
import { createObjects } from "./objects";
import { refusalOf, resourcesOf } from "./resources";
import { Session } from "./session";
import { foldedTokens, type SqlFile, type Statement, statementsOf } from "./statements";

/** A statement from which no resource follows. */
export interface LeftStatement {
    /** The file and the line. */
    readonly place: string;
    /** The words at its beginning. */
    readonly words: string;
    readonly reason: string;
}

/** What files declare, and the statements that the program does not have. */
export interface ReadSql {
    readonly drafts: Drafts;
    readonly left: readonly LeftStatement[];
    /** The places of all statements, in order. */
    readonly places: readonly string[];
}

/** Returns the resources that files declare, and the statements from which none follows. */
export async function resourcesInSql(
    run: Run,
    files: readonly SqlFile[],
): Promise<{ resources: readonly Resource[]; left: readonly LeftStatement[] }> {
    const home = run.settings(undefined);
    const { drafts, left, places } = await readSql(files, home);
    const all = resourcesOf(drafts, home).map(resource => ({ resource, reason: refusalOf(run, resource) }));
    const refused = all.flatMap(({ resource: { kind, qualifiedName, place }, reason }) =>
        reason === undefined ? [] : [{ place, words: `${kind.name} ${qualifiedName}`, reason }],
    );
    const inOrder = [...left, ...refused].sort((one, other) => places.indexOf(one.place) - places.indexOf(other.place));
    return { resources: all.flatMap(({ resource, reason }) => (reason === undefined ? [resource] : [])), left: inOrder };
}

/** Reads the statements of files, one file after the other, each in a session of its own. */
export async function readSql(files: readonly SqlFile[], home: Namespace): Promise<ReadSql> {
    const drafts = new Drafts();
    const left: LeftStatement[] = [];
    const places: string[] = [];
    for (const file of files) {
        const session = new Session(home);
        for (const statement of statementsOf(file)) {
            places.push(statement.place);
            const reason = await readStatement(statement, { drafts, session, place: statement.place }, home);
            if (reason !== undefined) left.push({ place: statement.place, words: wordsOf(statement), reason });
        }
    }
    return { drafts, left, places };
}

/** Reads a statement; returns the reason if no resource follows from it. */
async function readStatement(statement: Statement, reading: Reading, home: Namespace): Promise<string | undefined> {
    try {
        if (statement.text.startsWith("\\")) return readCommand(statement, reading.session);
        refuseVariables(statement);
        return await readTokens(statement, reading, home);
    } catch (error) {
        if (error instanceof NotTaken) return error.message;
        if (error instanceof UnreadableError) return `it cannot be read: ${error.message}`;
        throw error;
    }
}

async function readTokens(statement: Statement, reading: Reading, home: Namespace): Promise<string | undefined> {
    const from = new Reader(statement.tokens);
    const word = firstWord(statement);
    switch (word) {
        case "CREATE":
            await createObjects(statement, reading.drafts, reading.session, home);
            return undefined;
        case "COMMENT":
            readComment(from, reading);
            break;
        case "GRANT":
            readGrant(from, reading);
            break;
        case "ALTER":
            readAlter(from, reading);
            break;
        case "VALIDATE":
            readValidation(from, reading);
            break;
        case "SET":
            return readSet(from, reading.session);
        default:
            return REASONS[word] ?? "it is no statement that this command knows";
    }
    if (!from.isAtEnd()) from.fail("the end");
    return undefined;
}

const SETTING = "a setting of the session, which resources do not have";

function readSet(from: Reader, session: Session): string | undefined {
    from.expect("SET");
    if (!from.accept("SESSION")) from.accept("LOCAL");
    if (from.isNext("TRANSACTION") || from.isNext("CHARACTERISTICS") || from.isNext("TIME")) return SETTING;
    const { name, values } = settingIn(from);
    return session.set(name, values) ? undefined : SETTING;
}

/** Follows a command of psql that changes what names mean. */
function readCommand({ text }: Statement, session: Session): string | undefined {
    const [, command = "", argument] = /^\\(\S+)\s*(\S+)?/u.exec(text) ?? [];
    if (command !== "c" && command !== "connect") return "a command of psql, which this command does not run";
    const [token] = foldedTokens(argument ?? "");
    if (token?.kind !== "word" && token?.kind !== "quoted") return "it names no database";
    session.set("database", [token.text]);
    return undefined;
}

/** Refuses the variables of psql, since nothing replaces them. */
function refuseVariables({ tokens }: Statement): void {
    const isVariable = tokens.some(({ kind, text, end }, at) => {
        const next = tokens[at + 1];
        return kind === "symbol" && text === ":" && next?.at === end && ["word", "string", "quoted"].includes(next.kind);
    });
    if (isVariable) throw new NotTaken("it has a variable of psql: write its value");
}

const QUERY = "it reads, and changes nothing";
const ROWS = "rows are no resources";
const TRANSACTION = "Pulumi orders the statements by the references between resources";

/** Why no resource follows from a statement, by its first word. */
const REASONS: Readonly<Record<string, string>> = {
    ...Object.fromEntries(
        "SELECT SHOW EXPLAIN SUBSCRIBE TAIL VALUES WITH TABLE DECLARE FETCH CLOSE PREPARE EXECUTE DEALLOCATE INSPECT"
            .split(" ")
            .map(word => [word, QUERY]),
    ),
    ...Object.fromEntries(["INSERT", "UPDATE", "DELETE", "COPY"].map(word => [word, ROWS])),
    ...Object.fromEntries(["BEGIN", "START", "COMMIT", "ROLLBACK", "END", "ABORT"].map(word => [word, TRANSACTION])),
    ...Object.fromEntries(["RESET", "DISCARD", "USE"].map(word => [word, SETTING])),
    DROP: "what no statement creates is not in the program: delete the statement that creates it",
    REVOKE: REVOKES,
    REASSIGN: "write the owner into an ALTER … OWNER TO statement of each object",
};

const firstWord = ({ tokens: [first] }: Statement): string => (first?.kind === "word" ? first.text.toUpperCase() : "");

/** Returns the words at the beginning of a statement that no secret can be a part of. */
function wordsOf(statement: Statement): string {
    if (statement.text.startsWith("\\")) return /^\\\w*/u.exec(statement.text)?.[0] ?? "";
    const first = firstWord(statement);
    if (first === "") return "a statement";
    if (first in REASONS || !["CREATE", "COMMENT", "GRANT", "ALTER", "VALIDATE", "SET"].includes(first))
        return first in REASONS ? first : "a statement";
    const second = statement.tokens[1];
    return second?.kind === "word" ? `${first} ${second.text.toUpperCase()}` : first;
}
