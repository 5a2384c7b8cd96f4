import { setImmediate, setTimeout } from "node:timers/promises";
import { expect } from "chai";
import * as fc from "fast-check";
import { kinds } from "../../../provider/kinds";
import { type Drop, hasSubject } from "../../../provider/statement/kind";
import { DropBatch } from "../../../provider/session/dropBatch";
import { ConnectionLostError, ServerError } from "../../../provider/session/errors";
import { definitionText, name, type Sql } from "../../../provider/sql/sql";
import { loadParser } from "../../materialize/sql/parser";

const secret = (text: string): Drop => ({ what: "SECRET", target: name(text) });

/** A server that takes a moment for each statement, and refuses those that name one of these. */
class Server {
    readonly sent: string[] = [];
    running = 0;
    most = 0;

    constructor(private readonly refused: (statement: string) => Error | undefined = () => undefined) {}

    readonly drops = new DropBatch(async (statement: Sql) => {
        const text = definitionText(statement);
        this.sent.push(text);
        this.most = Math.max(this.most, ++this.running);
        await setTimeout(1);
        this.running--;
        const error = this.refused(text);
        if (error !== undefined) throw error;
    });

    /** Drops all at once, and tells what each came to. */
    all(...drops: readonly Drop[]): Promise<string[]> {
        return Promise.all(
            drops.map(one =>
                this.drops.drop(one).then(
                    () => "dropped",
                    (error: unknown) => (error as Error).message,
                ),
            ),
        );
    }
}

const refusal = (text: string): ServerError => new ServerError("XX000", text, [text]);

describe("the batch of drops", () => {
    it("drops of objects of one type are combined in the order of their requests", async () => {
        const server = new Server();
        const view = { what: "VIEW", target: name("v") };
        const first = server.all(secret("a"), view);
        await setImmediate();
        await server.all(secret("b"), { ...view, target: name("w") }, secret("c"), { ...view, target: name("x") });
        await first;
        expect(server.sent).to.deep.equal(['DROP SECRET "a"', 'DROP VIEW "v"', 'DROP SECRET "b", "c"', 'DROP VIEW "w", "x"']);
        await server.all(secret("d"));
        expect(server.sent.at(-1), "one that comes alone does not wait").to.equal('DROP SECRET "d"');
    });

    it("drops of databases and drops with CASCADE are separate statements", async () => {
        const server = new Server();
        const databases = ["a", "b", "c"].map(text => ({ what: "DATABASE", target: name(text), how: "RESTRICT" }) as const);
        const cascading = ["d", "e"].map(text => ({ ...secret(text), how: "CASCADE" }) as const);
        const schemas = ["f", "g", "h"].map(
            text => ({ what: "SCHEMA IF EXISTS", target: name(text, "public"), how: "RESTRICT" }) as const,
        );
        await server.all(...databases, ...cascading, secret("z"), ...schemas);
        expect(server.sent).to.deep.equal([
            'DROP DATABASE "a" RESTRICT',
            'DROP DATABASE "b" RESTRICT',
            'DROP DATABASE "c" RESTRICT',
            'DROP SECRET "d" CASCADE',
            'DROP SECRET "e" CASCADE',
            'DROP SECRET "z"',
            'DROP SCHEMA IF EXISTS "f"."public", "g"."public", "h"."public" RESTRICT',
        ]);
    });

    it("Materialize parses the combined drops of every kind of object", async () => {
        const parse = await loadParser();
        for (const kind of kinds.values()) {
            if (hasSubject(kind)) continue;
            const server = new Server();
            const of = (text: string): readonly Drop[] => {
                const target = kind.scope === "cluster" ? name("of", text) : name(text);
                return kind.drop?.({ target, name: text }) ?? [{ what: kind.object, target }];
            };
            await server.all(...["a", "b"].flatMap(of));
            for (const text of server.sent) expect(parse(text), text).to.have.length(1);
            expect(server.sent, kind.name).to.have.length(kind.name === "Database" ? 3 : 1);
        }
    });

    it("each drop gets its own answer if the combined statement is refused", async () => {
        const server = new Server(text => (text.includes('"c"') ? refusal('"c" is in use') : undefined));
        const answers = await server.all(secret("a"), secret("b"), secret("c"), secret("d"));
        expect(answers).to.deep.equal(["dropped", "dropped", '"c" is in use', "dropped"]);
        expect(server.sent).to.have.length(5);
        expect(await server.all(secret("c")), "one alone").to.deep.equal(['"c" is in use']);
        expect(server.sent).to.have.length(6);
    });

    it("all combined drops fail if their answer is lost, and none is sent again", async () => {
        const server = new Server(text => (text.includes(",") ? new ConnectionLostError("lost") : undefined));
        expect(await server.all(secret("a"), secret("b"), secret("c"))).to.deep.equal(["lost", "lost", "lost"]);
        expect(server.sent).to.have.length(1);
    });

    it("every object is dropped once, by at most two statements at a time, whichever are refused", async () => {
        const some = fc.array(fc.record({ type: fc.constantFrom("SECRET", "VIEW", "DATABASE"), isRefused: fc.boolean() }), {
            maxLength: 30,
        });
        await fc.assert(
            fc.asyncProperty(some, async objects => {
                const names = objects.map(({ isRefused }, at) => `${isRefused ? "no" : "yes"}${String(at)}`);
                const server = new Server(text => (text.includes('"no') ? refusal("no") : undefined));
                const answers = await server.all(
                    ...objects.map(({ type }, at) => ({ what: type, target: name(names[at] ?? "") })),
                );
                expect(answers).to.deep.equal(objects.map(({ isRefused }) => (isRefused ? "no" : "dropped")));
                const done = server.sent.filter(text => !text.includes('"no')).flatMap(text => text.match(/"yes\d+"/gu) ?? []);
                expect(done.toSorted()).to.deep.equal(
                    names
                        .filter(one => one.startsWith("yes"))
                        .map(one => `"${one}"`)
                        .toSorted(),
                );
                expect(server.most).to.be.at.most(2);
            }),
            { numRuns: 50 },
        );
    });
});
