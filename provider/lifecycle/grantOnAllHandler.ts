import { messageOf } from "../../common/messageOf";
import { ServerError } from "../session/errors";
import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import { type Sql, statementText } from "../sql/sql";
import { CurrentRole } from "../statement/currentRole";
import type { GrantOnAll } from "../statement/grantOnAll";
import type { CatalogReader, GrantKind } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { type Fields, withoutAbsent } from "../values/value";
import { checkEnvironment, checkNewEnvironment } from "./environmentCheck";
import { givenIn, keyOf, type Known, type Plan, planGrant } from "./grantPlan";
import { recallIds, recordedIds, wantedPrivileges } from "./grantStatements";
import type { CreateResult, DiffResult, ReadResult, UpdateResult } from "./handler";
import { holdCreated, isHeldByOther, recordDeleted } from "./holding";
import { MaterializeHandler } from "./materializeHandler";
import { remainingGrants } from "./otherGrants";
import { GRANT, UnfinishedError } from "./pendingOperations";
import { shortList } from "./shortList";
import { sendRepeatable } from "./sendRepeatable";
import { printerFor, strings } from "./state";
import { subjectText } from "./subject";

/** What a plan is made from, besides the catalog. */
interface Basis extends Pick<Known, "wanted" | "given" | "onNewObjects"> {
    readonly args: Fields;
}

/** Handles the grants of one kind that are on all objects of a type: those that exist when the grant is created, updated or compared. */
export class GrantOnAllHandler extends MaterializeHandler<GrantKind> {
    constructor(
        run: Run,
        kind: GrantKind,
        private readonly onAll: GrantOnAll,
    ) {
        super(run, kind);
    }

    /** Asks the catalog which objects lack the privileges, if nothing else has changed. */
    override async diff(id: string, olds: Fields, news: Fields): Promise<DiffResult> {
        const result = await super.diff(id, olds, news);
        if (result.changes) return result;
        const environment = this.run.environment(news.profile);
        const connected = await environment.previewId();
        const isAsked = connected !== undefined && (olds.environmentId ?? connected) === connected;
        if (!isAsked) return { ...result, changes: strings(olds.missing).length > 0 };
        recallIds(environment, olds);
        const plan = await this.plan(environment, this.basis(news, olds), environment.catalog.fromSnapshot);
        if (plan === undefined) return result;
        this.warn(news, plan.leftOut);
        if (plan.changed.length > 0 && this.run.notices.isFirst("missing", news))
            printerFor(news)(`these objects do not have exactly the privileges of this grant: ${shortList(plan.changed)}`);
        return { ...result, changes: plan.changed.length > 0 };
    }

    create(news: Fields): Promise<CreateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const environmentId = await checkNewEnvironment(environment, news);
            const outs = await this.apply(environment, { ...news, environmentId });
            holdCreated(environment, this.kind, news);
            return { id: subjectText(this.kind, news), outs };
        });
    }

    /** Reads which objects lack privileges. The grant is gone if the role is, or what the objects lie in. */
    read(id: string, props: Fields): Promise<ReadResult> {
        return this.run.environment(props.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, props);
            if (hasMoved) return {};
            recallIds(environment, props);
            const plan = await this.plan(environment, this.basis(props, props), environment.catalog.fromSnapshot);
            if (plan === undefined) return {};
            this.warn(props, plan.leftOut);
            const { changed: missing, leftOut } = plan;
            const inputs = Object.fromEntries(Object.entries(props).filter(([key]) => !OUTPUTS.includes(key)));
            const facts = { environmentId, ...recordedIds(environment, props), missing, leftOut };
            return { id, props: withoutAbsent({ ...props, ...facts }), inputs: withoutAbsent(inputs) };
        });
    }

    update(_: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, olds);
            if (!hasMoved) recallIds(environment, olds);
            return { outs: await this.apply(environment, { ...news, environmentId }, hasMoved ? {} : olds) };
        });
    }

    /** Revokes what this grant has given, and no other grant of the program gives. */
    delete(_: string, olds: Fields): Promise<void> {
        return this.run.environment(olds.profile).work(async environment => {
            recordDeleted(environment, this.kind, olds);
            const { hasMoved } = await checkEnvironment(environment, olds);
            if (hasMoved || isHeldByOther(environment, this.kind, [subjectText(this.kind, olds)], olds)) return;
            recallIds(environment, olds);
            const basis = { ...this.basis(olds, olds), wanted: [] };
            const plan = await this.plan(environment, basis, environment.catalog.fromSnapshot);
            if (plan === undefined) return;
            const { leftOut } = await this.carryOut(environment, basis, plan, statement => environment.run(statement));
            if (leftOut.length > 0) printerFor(olds)(`warning: the privileges on ${OTHER_OWNERS} stay: ${shortList(leftOut)}`);
        });
    }

    private basis(args: Fields, olds: Fields): Basis {
        const onNewObjects = wantedPrivileges(this.kind, olds);
        return { args, wanted: wantedPrivileges(this.kind, args), given: givenIn(olds), onNewObjects };
    }

    /** Grants and revokes what differs. Returns the outputs, also of a part of the statements. */
    private async apply(environment: Environment, news: Fields, olds: Fields = {}): Promise<Fields> {
        const basis = this.basis(news, olds);
        const plan = await this.plan(environment, basis, environment.catalog.current);
        if (plan === undefined) throw new Error(`the role of the grant, or what its objects lie in, does not exist`);
        const outputs = (known: Plan): Fields => ({
            ...news,
            ...recordedIds(environment, news),
            __given: known.given,
            missing: [],
        });
        try {
            const done = await this.carryOut(environment, basis, plan, statement => environment.change(statement));
            this.warn(news, done.leftOut);
            return withoutAbsent({ ...outputs(done), leftOut: done.leftOut, pending: [] });
        } catch (error) {
            const reason = messageOf(error);
            throw new UnfinishedError(subjectText(this.kind, news), { ...outputs(plan), pending: [GRANT] }, reason);
        }
    }

    /** Runs the statements of a plan. If the server refuses one, since an object was dropped or got another owner, the rest is planned again. */
    private async carryOut(
        environment: Environment,
        basis: Basis,
        first: Plan,
        run: (statement: Sql) => Promise<void>,
    ): Promise<Plan> {
        const planAgain = (): Promise<Plan | undefined> => this.plan(environment, basis, environment.catalog.current);
        const textsOf = (plan: Plan | undefined): string[] =>
            plan === undefined ? [] : this.statements(basis.args, plan).map(statementText);
        for (let plan = first; ;) {
            try {
                for (const statement of this.statements(basis.args, plan)) {
                    const isDone = async (): Promise<boolean> => !textsOf(await planAgain()).includes(statementText(statement));
                    await sendRepeatable({ run: () => run(statement), isDone });
                }
                return plan;
            } catch (error) {
                environment.catalog.invalidate();
                const next = error instanceof ServerError ? await planAgain() : undefined;
                if (next === undefined || textsOf(next).join("\n") === textsOf(plan).join("\n")) throw error;
                plan = next;
            }
        }
    }

    private statements(args: Fields, { grants, revokes }: Plan): Sql[] {
        const parts = statementParts(this.kind, args, strings(args.__secretInputs));
        return [
            ...grants.map(change => this.onAll.grant(parts, change)),
            ...revokes.map(change => this.onAll.revoke(parts, change)),
        ];
    }

    /** Compares the objects of the catalog with a grant; undefined if the role, or what the objects lie in, does not exist. */
    private async plan(environment: Environment, basis: Basis, look: CatalogReader): Promise<Plan | undefined> {
        const { user, catalog } = environment;
        const others = remainingGrants(environment, this.kind, basis.args);
        const [objects, role, ...ofOthers] = await Promise.all([
            this.onAll.objects(basis.args, look),
            CurrentRole.find({ user, rows: query => catalog.rowsInSnapshot(query) }),
            ...others.map(async other => ({
                privileges: wantedPrivileges(this.kind, other),
                keys: new Set((await this.onAll.objects(other, look))?.map(keyOf)),
            })),
        ]);
        if (objects === undefined) return undefined;
        return planGrant({
            ...basis,
            objects,
            ofOthers: object => ofOthers.flatMap(({ privileges, keys }) => (keys.has(keyOf(object)) ? privileges : [])),
            mayGrant: ({ owner }) => role.isMemberOf(owner),
        });
    }

    /** Names the objects that are left out, once in a run. */
    private warn(inputs: Fields, leftOut: readonly string[]): void {
        if (leftOut.length > 0 && this.run.notices.isFirst("leftOut", inputs))
            printerFor(inputs)(`warning: ${OTHER_OWNERS} are left out: ${shortList(leftOut)}`);
    }
}

const OTHER_OWNERS = "objects of roles of which the user is not a member";

/** What the state has of a grant besides the arguments. */
const OUTPUTS = ["environmentId", "__objectIds", "__given", "missing", "leftOut", "pending"];
