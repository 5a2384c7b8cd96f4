import { setTimeout as wait } from "node:timers/promises";

import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { failure, notModelled, type Notice } from "../errors";
import type { Column, Database, Table } from "../postgres/database";
import { PostgresError } from "../postgres/protocol";
import { Cursor } from "../sql/cursor";
import { quoted } from "../sql/names";
import type { Statement } from "../sql/parser";
import type { World } from "../world/world";
import type { StatementRule } from "../kinds/kind";
import { newRole, PASSWORDS_FLAG } from "../kinds/role/body";
import { RESERVED } from "../kinds/support/names";
import { checkInBlock, isChange, readOnly, refuseAmongOthers, refuseRace, refuseRead, refusesAtOnce, tagOf } from "./block";
import type { Plan, Scope } from "./plan";
import { checkRights } from "./rights";
import type { Session, Transaction } from "./session";
import { TRANSACTION_STATEMENTS } from "./transaction";

/** The time that statements take, in milliseconds. */
export interface Times {
    /** A statement that changes one object. */
    ddl: number;
    query: number;
    /** The time after DDL until the catalog has caught up, for each of its relations that a query reads. */
    catchUp: number;
}

/** The times that were measured with a real server on two processors, when no replica was busy. */
export const REALISTIC: Times = { ddl: 90, query: 30, catchUp: 600 };

/** A query waits at most as long as for this number of relations. */
const MOST_RELATIONS = 5;

/** The part of the time of a statement that each further dropped object adds. The transcripts have 0.16 to 0.6. */
const FURTHER_DROP = 0.4;

/** The part of the time of a statement that each one takes in a block, and that each further one adds to COMMIT. */
const IN_BLOCK = 0.25;
const FURTHER_COMMIT = 0.1;

/** The answer to a statement. */
export interface Outcome {
    readonly tag: string;
    readonly table?: Table;
    readonly notices: readonly Notice[];
}

/** Plans and runs statements. */
export class Engine {
    private lastChange: Promise<unknown> = Promise.resolve();
    /** When the last change was committed. */
    private changed = -Infinity;

    constructor(
        readonly catalog: Catalog,
        readonly world: World,
        private readonly database: Database,
        private readonly times: Times,
    ) {}

    /** Creates the role of a user who logs in for the first time, unless roles log in with passwords. */
    async provide(user: string): Promise<void> {
        const isKnown = (): boolean => this.catalog.named("role", user) !== undefined;
        if (isKnown() || this.catalog.facts.settings[PASSWORDS_FLAG] === "on" || RESERVED.test(user)) return;
        const work = async (): Promise<void> => {
            if (!isKnown()) await this.catalog.commit({ put: [newRole(this.catalog, user)] }, user);
        };
        await this.inTurn(work);
    }

    /** Runs one statement. `others` are those with which it makes up one message of the client. */
    async execute(
        session: Session,
        statement: Statement,
        values: readonly (string | null)[],
        others: readonly Statement[],
    ): Promise<Outcome> {
        const control = TRANSACTION_STATEMENTS[statement.kind];
        if (control) return control(session, statement);
        if (session.transaction?.failed) {
            throw failure("current transaction is aborted, commands ignored until end of transaction block", "25P02");
        }
        await this.settle();
        try {
            const outcome = await this.perform(session, statement, values, others);
            return { ...outcome, notices: wanted(session, outcome.notices) };
        } catch (error) {
            if (session.transaction) session.transaction.failed = true;
            throw this.coded(error);
        }
    }

    /** Commits the changes that take effect as time passes. */
    private async settle(): Promise<void> {
        const find = (): CatalogObject[] =>
            this.catalog.registry.kinds.flatMap(kind => kind.settled?.(this.catalog, this.world) ?? []);
        if (find().length === 0) return;
        await this.inTurn(() => this.catalog.commit({ put: find(), keepOrder: true }));
    }

    /** Returns the types of the parameters, and the columns, of a statement. Nobody needs rights for that. */
    async describe(
        session: Session,
        statement: Statement,
    ): Promise<{ parameters: number[]; columns: readonly Column[] | undefined }> {
        if (statement.kind in TRANSACTION_STATEMENTS || !QUERIES.test(statement.kind))
            return { parameters: [], columns: undefined };
        const plan = await this.planWithoutRights(session, statement);
        const sql = plan.query ?? plan.write;
        if (sql === undefined) return { parameters: [], columns: plan.table?.columns };
        const described = await this.database.describe(sql, session.state);
        return plan.write === undefined ? described : { ...described, columns: undefined };
    }

    private readonly rule = (kind: string): StatementRule | undefined => this.catalog.registry.statements[kind];

    private async plan(session: Session, statement: Statement): Promise<Plan> {
        const plan = await this.planWithoutRights(session, statement);
        checkRights(this.catalog, session, plan.needs);
        return plan;
    }

    private async planWithoutRights(session: Session, statement: Statement): Promise<Plan> {
        const rule = this.rule(statement.kind);
        if (!rule) throw notModelled(statement.kind.replaceAll("_", " ").toUpperCase());
        const scope: Scope = {
            cursor: new Cursor(statement.sql),
            session,
            catalog: this.catalog,
            resolver: session.resolver,
            world: this.world,
            database: this.database,
        };
        return rule.plan(scope);
    }

    private async perform(
        session: Session,
        statement: Statement,
        values: readonly (string | null)[],
        others: readonly Statement[],
    ): Promise<Outcome> {
        const { transaction } = session;
        if (transaction && isChange(statement)) return this.collect(session, transaction, statement);
        const plan = await this.plan(session, statement);
        const notices = plan.notices ?? [];
        const given = plan.values ?? values;
        if (plan.session) await plan.session();
        if (plan.query !== undefined || plan.table) return this.read(session, plan, given);
        if (plan.write !== undefined) return this.write(session, plan.tag, plan.write, given);
        if (!plan.change && !plan.validate) return { tag: plan.tag, notices };
        if (others.length > 0) refuseAmongOthers(statement, others, this.rule, this.catalog.registry.version);
        await plan.validate?.();
        await this.commit(session, statement);
        return { tag: plan.tag, notices };
    }

    /** Keeps a change until the end of its block. */
    private async collect(session: Session, transaction: Transaction, statement: Statement): Promise<Outcome> {
        const rule = this.rule(statement.kind);
        const isChecked = rule?.transaction === "several";
        const check = (): void => {
            if (isChecked) refuseRace(transaction, this.catalog);
        };
        check();
        const plan = await this.plan(session, statement).catch((error: unknown) => {
            if (!rule || refusesAtOnce(error, rule)) throw error;
            return undefined;
        });
        checkInBlock(transaction, statement, this.rule, this.catalog.registry.version);
        if (isChecked) await plan?.validate?.();
        if (isChecked && this.times.ddl > 0) await wait(this.times.ddl * IN_BLOCK);
        const isFirst = transaction.pending.length === 0;
        const commit = async (): Promise<readonly Notice[]> => {
            const final = isChecked ? undefined : await this.plan(session, statement);
            await final?.validate?.();
            await this.commit(session, statement, isFirst ? { check } : { ddl: this.times.ddl * FURTHER_COMMIT });
            return wanted(session, final?.notices ?? []);
        };
        transaction.pending.push({ kind: statement.kind, commit });
        return { tag: plan?.tag ?? tagOf(statement), notices: isChecked ? (plan?.notices ?? []) : [] };
    }

    /** Returns an error of evaluation with the SQLSTATE that the version gives it. */
    private coded(error: unknown): unknown {
        if (!isEvaluation(error) || !this.catalog.registry.version.evaluationCodes) return error;
        return new PostgresError(error.message, error.postgresCode, error.postgresCode, error.diagnosis.hint);
    }

    private async read(session: Session, plan: Plan, values: readonly (string | null)[]): Promise<Outcome> {
        const delay = this.queryDelay(plan.query ?? "");
        if (delay > 0) await wait(delay);
        await this.updateExternalState(plan.query ?? "");
        if (plan.query !== undefined) refuseRead(session.transaction?.pending ?? [], this.rule);
        if (session.transaction && plan.query !== undefined) session.transaction.read = true;
        const table =
            plan.table ?? (await this.database.run(plan.query ?? "", values, session.state).catch(this.ofView(plan.query)));
        return { tag: `${plan.tag} ${table.rows.length}`, table, notices: plan.notices ?? [] };
    }

    /** Changes rows. In a transaction block, the changes would have to wait for its end. */
    private async write(session: Session, tag: string, sql: string, values: readonly (string | null)[]): Promise<Outcome> {
        if (session.transaction?.read) throw readOnly();
        if (session.transaction) throw notModelled("changes of rows in a transaction block");
        const { rows } = await this.database.run(sql, values, session.state);
        return { tag: `${tag} ${rows.length}`, notices: [] };
    }

    /** Returns a function that throws an error of evaluation as a materialized view throws it, if the query reads one. */
    private readonly ofView =
        (query = "") =>
        (error: unknown): never => {
            const views = this.catalog.all("materialized-view");
            const isOfView = isEvaluation(error) && views.some(({ id }) => query.includes(`data.${quoted(id)}`));
            throw isOfView ? failure(`Evaluation error: ${error.message}`) : error;
        };

    /** Returns how long a query takes: it waits until the relations of the catalog that it reads have caught up with the last change. */
    private queryDelay(query: string): number {
        const relations = new Set(query.match(/\bmz_(?:catalog|internal)\.\w+/gu));
        const caughtUp = this.changed + this.times.catchUp * Math.min(relations.size, MOST_RELATIONS);
        return Math.max(this.times.query, caughtUp - Date.now());
    }

    /** Updates the state outside of Materialize that a query reads, or all of it. */
    async updateExternalState(query?: string): Promise<void> {
        const states = this.catalog.registry.kinds.flatMap(kind => kind.external ?? []);
        for (const { relations, update } of states) {
            const isRead = query === undefined || relations.some(relation => query.includes(relation));
            if (isRead) await update(this.catalog, this.world);
        }
    }

    /** Commits changes one at a time. Each is planned again with the result of those before it. */
    private commit(
        session: Session,
        statement: Statement,
        { check = () => undefined, ddl = this.times.ddl }: { check?: () => void; ddl?: number } = {},
    ): Promise<void> {
        const work = async (): Promise<void> => {
            check();
            const { change } = await this.plan(session, statement);
            if (change) await this.catalog.commit(change, session.state.user);
            if (change) await this.updateExternalState();
            this.changed = Date.now();
            const more = Math.max(0, (change?.drop?.length ?? 0) - 1);
            if (ddl > 0) await wait(ddl * (1 + FURTHER_DROP * more));
        };
        return this.inTurn(work);
    }

    private inTurn(work: () => Promise<void>): Promise<void> {
        const run = this.lastChange.then(work, work);
        this.lastChange = run.catch(() => undefined);
        return run;
    }
}

const isEvaluation = (error: unknown): error is PostgresError =>
    error instanceof PostgresError && error.postgresCode.startsWith("22");

/** Returns the notices that the setting `client_min_messages` lets through. */
function wanted(session: Session, notices: readonly Notice[]): readonly Notice[] {
    const least = session.setting("client_min_messages");
    if (least === "error") return [];
    return least === "warning" ? notices.filter(({ severity }) => severity === "WARNING") : notices;
}

const QUERIES = /^(?:select|show|insert|update|delete)/u;
