import { setTimeout as wait } from "node:timers/promises";

import type { Catalog } from "../catalog/catalog";
import { followLinks } from "../kinds/connection/aws";
import { failure, notModelled, type Notice } from "../errors";
import type { Column, Database, Table } from "../postgres/database";
import { Cursor } from "../sql/cursor";
import type { Statement } from "../sql/parser";
import { NEVER_IN_TRANSACTION, PLANNERS, SEVERAL_IN_TRANSACTION } from "../statements/planners";
import type { World } from "../world/world";
import type { Plan, Scope } from "./plan";
import { checkRights } from "./rights";
import type { Session } from "./session";
import { TRANSACTION_STATEMENTS } from "./transaction";

/** How long things take, in milliseconds. */
export interface Times {
    /** A statement about one object. */
    ddl: number;
    query: number;
    network: number;
}

/** Of a statement's time, for each object more that it drops: the transcripts have 0.16 to 0.6. */
const MORE_DROPPED = 0.4;

/** What a statement came to. */
export interface Outcome {
    readonly tag: string;
    readonly table?: Table;
    readonly notices: readonly Notice[];
}

/** Plans statements and carries them out. */
export class Engine {
    private lastChange: Promise<unknown> = Promise.resolve();

    constructor(
        readonly catalog: Catalog,
        readonly world: World,
        private readonly database: Database,
        private readonly times: Times,
    ) {}

    /** Runs one statement; `amongOthers` if its query holds more than one. */
    async execute(
        session: Session,
        statement: Statement,
        values: readonly (string | null)[],
        amongOthers: boolean,
    ): Promise<Outcome> {
        const control = TRANSACTION_STATEMENTS[statement.kind];
        if (control) return control(session);
        if (session.transaction?.failed) {
            throw failure("current transaction is aborted, commands ignored until end of transaction block", "25P02");
        }
        try {
            const plan = await this.plan(session, statement);
            return await this.carryOut(session, statement, plan, values, amongOthers);
        } catch (error) {
            if (session.transaction) session.transaction.failed = true;
            throw error;
        }
    }

    /** The columns that a statement will answer with. */
    async describe(
        session: Session,
        statement: Statement,
    ): Promise<{ parameters: number[]; columns: readonly Column[] | undefined }> {
        if (statement.kind in TRANSACTION_STATEMENTS || !QUERIES.test(statement.kind))
            return { parameters: [], columns: undefined };
        const plan = await this.plan(session, statement);
        if (plan.query === undefined) return { parameters: [], columns: plan.table?.columns };
        return this.database.describe(plan.query, session.asker);
    }

    private async plan(session: Session, statement: Statement): Promise<Plan> {
        const planner = PLANNERS[statement.kind];
        if (!planner) throw notModelled(statement.kind.replaceAll("_", " ").toUpperCase());
        const scope: Scope = {
            cursor: new Cursor(statement.sql),
            session,
            catalog: this.catalog,
            resolver: session.resolver,
            world: this.world,
            database: this.database,
        };
        const plan = await planner(scope);
        checkRights(this.catalog, session, plan.needs);
        return plan;
    }

    private async carryOut(
        session: Session,
        statement: Statement,
        plan: Plan,
        values: readonly (string | null)[],
        amongOthers: boolean,
    ): Promise<Outcome> {
        const notices = plan.notices ?? [];
        if (plan.session) await plan.session();
        if (plan.query !== undefined || plan.table) return this.read(session, plan, values);
        if (!plan.change && !plan.validate) return { tag: plan.tag, notices };
        if (amongOthers && !session.transaction && !SEVERAL_IN_TRANSACTION.has(statement.kind)) throw forbidden(statement);
        await plan.validate?.();
        const { transaction } = session;
        const commit = (): Promise<void> => this.commit(session, statement);
        if (!transaction) await commit();
        else {
            if (NEVER_IN_TRANSACTION.has(statement.kind)) throw forbidden(statement);
            if (transaction.read) throw readOnly();
            const several = [statement.kind, ...transaction.pending.map(({ kind }) => kind)];
            if (several.length > 1 && !several.every(kind => SEVERAL_IN_TRANSACTION.has(kind))) {
                throw failure("this transaction can only execute a single statement", "25000");
            }
            transaction.pending.push({ kind: statement.kind, commit });
        }
        return { tag: plan.tag, notices };
    }

    private async read(session: Session, plan: Plan, values: readonly (string | null)[]): Promise<Outcome> {
        if (this.times.query > 0) await wait(this.times.query);
        if (plan.query?.includes("privatelink")) await followLinks(this.catalog, this.world);
        if (session.transaction) session.transaction.read = true;
        const table = plan.table ?? (await this.database.run(plan.query ?? "", values, session.asker));
        return { tag: `${plan.tag} ${table.rows.length}`, table, notices: plan.notices ?? [] };
    }

    /** Changes are made one at a time, each planned anew by what the others left. */
    private commit(session: Session, statement: Statement): Promise<void> {
        const work = async (): Promise<void> => {
            const { change } = await this.plan(session, statement);
            if (change) await this.catalog.commit(change);
            if (change) await followLinks(this.catalog, this.world);
            const more = Math.max(0, (change?.drop?.length ?? 0) - 1);
            if (this.times.ddl > 0) await wait(this.times.ddl * (1 + MORE_DROPPED * more));
        };
        const run = this.lastChange.then(work, work);
        this.lastChange = run.catch(() => undefined);
        return run;
    }
}

const QUERIES = /^(?:select|show)/u;

function forbidden(statement: Statement): Error {
    return failure(`${statement.sql} cannot be run inside a transaction block`, "25001");
}

function readOnly(): Error {
    return failure("transaction in read-only mode", "25006", {
        detail: "SELECT queries cannot be combined with other query types, including SUBSCRIBE.",
    });
}
