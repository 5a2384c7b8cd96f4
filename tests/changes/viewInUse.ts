import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { type Server, useServer } from "../server";
import { NEWEST_VERSION } from "../materialize/versions";
import { kindOf, query, resetEnvironment, StackResource } from "./support";

/** Replacement views exist on the newest recorded version. */
const start = useServer({ version: NEWEST_VERSION, settings: { enable_refresh_every_mvs: "on" } });

const SETUP = [
    "CREATE CLUSTER other (SIZE '25cc')",
    "CREATE ROLE reader",
    "CREATE TABLE orders (id int NOT NULL, name text, amount int)",
    "INSERT INTO orders VALUES (1, 'a', 5), (2, 'b', 10), (3, 'a', 15)",
];

/** What others have made of the view. */
const BESIDE = [
    "CREATE VIEW on_it AS SELECT count(*) AS n FROM it",
    "CREATE INDEX it_index IN CLUSTER quickstart ON it (id)",
    "GRANT SELECT ON it TO reader",
    "COMMENT ON COLUMN it.amount IS 'in cents'",
];

/** The statements of a change, in their order. */
export const STEPS = [
    /^CREATE REPLACEMENT /u,
    /APPLY REPLACEMENT/u,
    /^COMMENT ON MATERIALIZED VIEW/u,
    /^COMMENT ON COLUMN/u,
] as const;

/** Returns a query whose columns do not depend on the least amount. */
export const large = (least: number): string => `SELECT id, amount FROM orders WHERE amount >= ${String(least)}`;

/** The arguments of the view before and after a change, with two and three rows. */
export const FROM = { query: large(10), cluster: "quickstart", comment: "large orders" };
export const TO = { ...FROM, query: large(5) };

export const NAMED = '"materialize"."public"."it"';
export const SUCCESSOR = '"materialize"."public"."it_pulumi_replacement"';

/** A materialized view with a dependant, an index, a grant and comments. */
export class ViewInUse {
    private constructor(
        readonly local: Server,
        readonly resource: StackResource,
    ) {}

    /** Returns a view that does not exist yet, in an empty environment. */
    static async prepare(): Promise<ViewInUse> {
        const local = await resetEnvironment(SETUP, start);
        return new ViewInUse(local, new StackResource(kindOf("MaterializedView"), local, { connectWithin: "2" }));
    }

    async create(args: Fields = FROM): Promise<void> {
        await this.resource.up(args);
        await this.use();
    }

    /** Creates what uses the view. */
    async use(): Promise<void> {
        await this.query(...BESIDE);
    }

    /** Ends the faults and the delays of the server. */
    recover(): void {
        this.local.faults.clear();
        if (this.local.local !== undefined) this.local.local.world.hydrationAfter = 0;
    }

    query(...statements: readonly string[]): Promise<Record<string, unknown>[]> {
        return query(this.local, ...statements);
    }

    async id(): Promise<unknown> {
        return (await this.query("SELECT id FROM mz_materialized_views WHERE name = 'it'"))[0]?.id;
    }

    /** Returns the names of the replacement views. */
    async successors(): Promise<unknown[]> {
        const rows = await this.query(
            "SELECT v.name FROM mz_internal.mz_replacements r JOIN mz_materialized_views v ON v.id = r.id WHERE v.id LIKE 'u%'",
        );
        return rows.map(({ name }) => name);
    }

    private async comments(): Promise<unknown[]> {
        const rows = await this.query(
            "SELECT c.comment FROM mz_internal.mz_comments c JOIN mz_objects o ON o.id = c.id WHERE o.name = 'it' ORDER BY c.comment",
        );
        return rows.map(({ comment }) => comment);
    }

    /** Checks that the view is as the arguments say, and that nothing that uses it was lost. */
    async expectComplete(args: Fields, rows: string): Promise<void> {
        const { resource } = this;
        expect(await this.query("SELECT n FROM on_it"), "the dependant reads the new rows").to.deep.equal([{ n: rows }]);
        expect(await this.comments(), "comments").to.deep.equal(["in cents", "large orders"]);
        expect(await this.query("SHOW INDEXES ON it"), "index").to.have.length(1);
        const [grant] = await this.query("SELECT privileges::text AS items FROM mz_objects WHERE name = 'it'");
        expect(String(grant?.items).split(","), "grant").to.have.length(2);
        expect(await this.successors(), "left over").to.deep.equal([]);
        expect(resource.outputs.objectId ?? (await resource.objectId())).to.equal(await this.id());
        expect(await resource.hasNoChanges(args), "a second up").to.equal(true);
        expect(await resource.refreshesUnchanged(args), "a refresh").to.equal(true);
    }
}
