import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { timeLimit } from "../server";
import { kindOf, messageOf, query, resetEnvironment, StackResource } from "./support";
import { FROM, TO, ViewInUse } from "./viewInUse";

const HOSTILE = `it's "quoted"; --`;

const argumentsWith = (comments?: Fields): Fields => ({ query: "SELECT 1 AS a, 2 AS b", columns: ["a", HOSTILE], comments });

/** A view with two columns, and the comments on them. */
class CommentedView {
    private constructor(
        private readonly server: Awaited<ReturnType<typeof resetEnvironment>>,
        readonly resource: StackResource,
    ) {}

    static async prepare(): Promise<CommentedView> {
        const server = await resetEnvironment([]);
        return new CommentedView(server, new StackResource(kindOf("View"), server));
    }

    async up(comments?: Fields): Promise<readonly string[]> {
        const { statements } = await this.resource.up(argumentsWith(comments));
        return statements.filter(sql => sql.startsWith("COMMENT"));
    }

    query(...statements: readonly string[]): Promise<Record<string, unknown>[]> {
        return query(this.server, ...statements);
    }

    async comments(): Promise<Record<string, unknown>> {
        const rows = await this.query(
            "SELECT l.name, c.comment FROM mz_internal.mz_comments c JOIN mz_columns l ON l.id = c.id AND l.position::text = c.object_sub_id::text JOIN mz_views v ON v.id = c.id WHERE v.name = 'it'",
        );
        return Object.fromEntries(rows.map(({ name, comment }) => [String(name), comment]));
    }
}

describe("comments on columns", function () {
    this.timeout(timeLimit("60s"));
    let view: CommentedView;
    beforeEach(async () => {
        view = await CommentedView.prepare();
    });
    // The next suite has a log of its own, and removes only what is in it.
    after(() => resetEnvironment());

    it("are set, changed and removed with one statement each", async () => {
        expect(await view.up({ a: "one", [HOSTILE]: HOSTILE })).to.have.length(2);
        expect(await view.comments()).to.deep.equal({ a: "one", [HOSTILE]: HOSTILE });
        expect(await view.up({ a: "two", [HOSTILE]: HOSTILE })).to.have.length(1);
        expect(await view.up({ [HOSTILE]: HOSTILE })).to.have.length(1);
        expect(await view.comments()).to.deep.equal({ [HOSTILE]: HOSTILE });
        expect(await view.up()).to.have.length(1);
        expect(await view.comments()).to.deep.equal({});
    });

    it("of another client are drift if the program gives some, and else stay", async () => {
        await view.up();
        await view.query("COMMENT ON COLUMN it.a IS 'theirs'");
        expect(await view.resource.refreshesUnchanged(argumentsWith())).to.equal(true);
        expect(await view.up()).to.have.length(0);
        expect(await view.comments()).to.deep.equal({ a: "theirs" });
        await view.up({ [HOSTILE]: "ours" });
        expect(await view.comments(), "the argument gives all comments").to.deep.equal({ [HOSTILE]: "ours" });
        await view.query("COMMENT ON COLUMN it.a IS 'theirs'");
        expect(await view.resource.refreshesUnchanged(argumentsWith({ [HOSTILE]: "ours" }))).to.equal(false);
        expect(await view.up({ [HOSTILE]: "ours" })).to.have.length(1);
        expect(await view.comments()).to.deep.equal({ [HOSTILE]: "ours" });
    });

    it("on a column that does not exist fail the update, and the next one sets the others", async () => {
        expect(await messageOf(view.up({ a: "one", nowhere: "x" }))).to.contain("nowhere");
        await view.up({ a: "one" });
        expect(await view.comments()).to.deep.equal({ a: "one" });
        expect(await messageOf(view.up({ a: "two", nowhere: "x" }))).to.contain("nowhere");
        expect(await view.up({ a: "one" }), "what the failed update had set").to.have.length(1);
    });
});

describe("comments on columns of a view that a successor changes", function () {
    this.timeout(timeLimit("60s"));
    let view: ViewInUse;
    beforeEach(async () => {
        view = await ViewInUse.prepare();
    });
    afterEach(() => {
        view.recover();
    });

    const comments = async (): Promise<unknown[]> => {
        const rows = await view.query(
            "SELECT c.comment FROM mz_internal.mz_comments c JOIN mz_materialized_views v ON v.id = c.id WHERE v.name = 'it' ORDER BY 1",
        );
        return rows.map(({ comment }) => comment);
    };

    it("are those of the program", async () => {
        await view.resource.up({ ...FROM, comment: undefined, comments: { id: "the key", amount: "in cents" } });
        await view.resource.up({ ...TO, comment: undefined, comments: { id: "the key of the order" } });
        expect(await comments()).to.deep.equal(["the key of the order"]);
        await view.resource.up({ ...FROM, comment: undefined });
        expect(await comments(), "the argument is removed").to.deep.equal([]);
    });
});
