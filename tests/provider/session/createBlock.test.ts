import { setImmediate, setTimeout } from "node:timers/promises";
import { expect } from "chai";
import * as fc from "fast-check";
import { CreateBlock } from "../../../provider/session/createBlock";
import { ConnectionLostError, ServerError, UnansweredError } from "../../../provider/session/errors";
import type { Send } from "../../../provider/session/session";
import { definitionText, name, type Sql, sql } from "../../../provider/sql/sql";

const create = (text: string): Sql => sql`CREATE TABLE ${name(text)}`;

/** A session that takes a moment for each statement. */
class Statements {
    readonly sent: string[] = [];
    running = 0;
    most = 0;

    constructor(
        private readonly answer: (statement: string, isInBlock: boolean) => string | Error | undefined = () => undefined,
    ) {}

    private async ask(statement: Sql, isInBlock: boolean): Promise<string> {
        const text = definitionText(statement).replace(/^CREATE TABLE "(.*)"$/u, "$1");
        this.sent.push(text);
        await setTimeout(1);
        const answer = this.answer(text, isInBlock) ?? text;
        if (answer instanceof Error) throw answer;
        return answer;
    }

    private async inTurn(work: () => Promise<unknown>): Promise<void> {
        this.most = Math.max(this.most, ++this.running);
        try {
            await work();
        } finally {
            this.running--;
        }
    }

    readonly block = new CreateBlock({
        run: statement => this.inTurn(() => this.ask(statement, false)),
        exclusively: (work: (send: Send) => Promise<void>) => this.inTurn(() => work(statement => this.ask(statement, true))),
    });

    /** Requests CREATEs at once, and returns their answers. */
    all(...names: readonly string[]): Promise<string[]> {
        return Promise.all(
            names.map(one =>
                this.block.create(create(one)).then(
                    () => "created",
                    (error: unknown) => (error as Error).message,
                ),
            ),
        );
    }
}

const refusal = (text: string, code = "XX000"): ServerError => new ServerError(code, text, [text]);
const lost = new ConnectionLostError("lost");

describe("the block of CREATEs", () => {
    it("a CREATE that nothing waits with is sent alone", async () => {
        const session = new Statements();
        expect(await session.all("a")).to.deep.equal(["created"]);
        expect(await session.all("b")).to.deep.equal(["created"]);
        expect(session.sent).to.deep.equal(["a", "b"]);
    });

    it("CREATEs that are requested while one runs are one block, and so are those that are requested before it commits", async () => {
        const session = new Statements();
        const first = session.all("a", "b", "c");
        while (!session.sent.includes("b")) await setImmediate();
        const later = session.all("d", "e");
        expect((await Promise.all([first, later])).flat()).to.deep.equal(Array(5).fill("created"));
        expect(session.sent).to.deep.equal(["a", "BEGIN", "b", "c", "d", "e", "COMMIT"]);
    });

    it("a block has at most 50 CREATEs, and those that come in its COMMIT are in the next one", async () => {
        const session = new Statements();
        const names = Array.from({ length: 75 }, (_, at) => String(at));
        const first = session.all(...names);
        while (!session.sent.includes("COMMIT")) await setImmediate();
        const later = session.all("x", "y");
        expect((await Promise.all([first, later])).flat()).to.deep.equal(Array(77).fill("created"));
        const [one, ...blocks] = session.sent.join(" ").split(" BEGIN ");
        expect(one).to.equal("0");
        expect(blocks).to.deep.equal([`${names.slice(1, 51).join(" ")} COMMIT`, `${names.slice(51).join(" ")} x y COMMIT`]);
    });

    for (const [title, answer] of [
        ["a CREATE in it is refused", (text: string) => (text === "c" ? refusal("c is taken") : undefined)],
        [
            "another session changes something before COMMIT",
            (text: string) => (text === "COMMIT" ? refusal("race", "40001") : undefined),
        ],
        ["COMMIT is answered with ROLLBACK", (text: string) => (text === "COMMIT" ? "ROLLBACK" : undefined)],
        ["the connection breaks at BEGIN", (text: string) => (text === "BEGIN" ? lost : undefined)],
        [
            "the connection breaks before COMMIT",
            (text: string, isInBlock: boolean) => (text === "c" && isInBlock ? lost : undefined),
        ],
    ] as const)
        it(`each CREATE of a block is sent alone for its own answer if ${title}`, async () => {
            const session = new Statements(answer);
            const answers = await session.all("a", "b", "c", "d");
            const isRefused = title.includes("refused");
            expect(answers).to.deep.equal(["created", "created", isRefused ? "c is taken" : "created", "created"]);
            expect(session.sent.slice(0, 2)).to.deep.equal(["a", "BEGIN"]);
            expect(session.sent.slice(-3)).to.deep.equal(["b", "c", "d"]);
        });

    it("the outcome of every CREATE is unknown if the answer to COMMIT is lost, and none is sent again by itself", async () => {
        const session = new Statements(text => (text === "COMMIT" ? lost : undefined));
        expect(await session.all("a", "b", "c")).to.deep.equal(["created", "lost", "lost"]);
        expect(session.sent).to.deep.equal(["a", "BEGIN", "b", "c", "COMMIT"]);
        expect(await session.all("b"), "a caller that has looked for the object sends it again").to.deep.equal(["created"]);
    });

    it("no CREATE of a block with a statement that was not answered in time is sent again", async () => {
        const late = new UnansweredError("Materialize", "for 10 minutes", "c");
        const session = new Statements(text => (text === "c" ? late : undefined));
        const expected = ["created", late.message, late.message, late.message];
        expect(await session.all("a", "b", "c", "d")).to.deep.equal(expected);
        expect(await session.all("b", "c", "d", "e")).to.deep.equal([...expected.slice(1), "created"]);
        expect(session.sent).to.deep.equal(["a", "BEGIN", "b", "c", "e"]);
    });

    it("every CREATE gets its own answer, and one statement or block runs at a time, whichever fail", async () => {
        const requests = fc.array(fc.record({ isRefused: fc.boolean(), isLater: fc.boolean() }), { maxLength: 20 });
        await fc.assert(
            fc.asyncProperty(requests, fc.boolean(), async (all, isRaced) => {
                const answerOf = (text: string): Error | undefined => {
                    if (text.startsWith("no")) return refusal(text);
                    return text === "COMMIT" && isRaced ? refusal("race", "40001") : undefined;
                };
                const session = new Statements(answerOf);
                const names = all.map(({ isRefused }, at) => `${isRefused ? "no" : "yes"}${String(at)}`);
                const work = all.map(async ({ isLater }, at) => {
                    if (isLater) await setTimeout(3);
                    return (await session.all(names[at] ?? ""))[0];
                });
                expect(await Promise.all(work)).to.deep.equal(names.map(one => (one.startsWith("no") ? one : "created")));
                expect(session.most).to.be.at.most(1);
            }),
            { numRuns: 30 },
        );
    });
});
