import type { Environment } from "../run/environment";
import type { ParameterKind, StatementParts } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { type Fields, withoutAbsent } from "../values/value";
import { withAdvice } from "./advice";
import { checkEnvironment, checkNewEnvironment } from "./environmentCheck";
import type { CreateResult, ReadResult, UpdateResult } from "./handler";
import { holdCreated, isHeldByOther } from "./holding";
import { MaterializeHandler } from "./materializeHandler";
import { isUnreachable, SET, UnfinishedError } from "./pendingOperations";
import { sendRepeatable } from "./sendRepeatable";
import { printerFor, strings } from "./state";
import { subjectText } from "./subject";

/**
 * Handles the parameters of one kind. The state keeps the value before, and the value that was set as the catalog has it: the server writes `60s` as
 * `1 min`, so that only another text than that one is drift.
 */
export class ParameterHandler extends MaterializeHandler<ParameterKind> {
    create(news: Fields): Promise<CreateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const environmentId = await checkNewEnvironment(environment, news);
            const outs = await this.override(environment, { ...news, environmentId });
            return { id: subjectText(this.kind, news), outs };
        });
    }

    /** Reads the present value. The resource is gone if what has the parameter is. */
    read(id: string, props: Fields): Promise<ReadResult> {
        return this.run.environment(props.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, props);
            if (hasMoved) return {};
            const current = await this.kind.currentValue(props, environment.catalog.fromSnapshot);
            if (current === undefined) return {};
            const isUnfinished = strings(props.pending).includes(SET);
            const isSame = isUnfinished || current === props.storedValue;
            const state = isSame ? props : { ...props, [valuePath(this.kind)]: current };
            const inputs = Object.fromEntries(Object.entries(state).filter(([key]) => !OUTPUTS.includes(key)));
            return { id, props: withoutAbsent({ ...state, environmentId }), inputs: withoutAbsent(inputs) };
        });
    }

    update(_: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, olds);
            const { previousValue } = olds;
            const wanted = { ...news, environmentId };
            return {
                outs: await (hasMoved ? this.override(environment, wanted) : this.set(environment, { ...wanted, previousValue })),
            };
        });
    }

    /** Sets the value before again, or the default. A value that somebody else has set since stays. */
    delete(_: string, olds: Fields): Promise<void> {
        return this.run.environment(olds.profile).work(async environment => {
            const { hasMoved } = await checkEnvironment(environment, olds);
            const subject = subjectText(this.kind, olds);
            if (hasMoved || isHeldByOther(environment, this.kind, [subject], olds)) return;
            const current = await this.kind.currentValue(olds, environment.catalog.fromSnapshot);
            const { storedValue, previousValue } = olds;
            if (current === undefined || (current ?? undefined) === previousValue) return;
            if (storedValue !== undefined && current !== storedValue) {
                printerFor(olds)(`${subject} stays as it is, since it was changed outside of this stack`);
                return;
            }
            const isFirst = previousValue === undefined;
            const parts = partsOf(this.kind, isFirst ? olds : { ...olds, [valuePath(this.kind)]: previousValue });
            const statement = isFirst ? this.kind.reset(parts) : this.kind.create(parts);
            await withAdvice(this.kind, () => sendRepeatable({ run: () => environment.run(statement) }));
        });
    }

    /** Sets the value in place of the one that there is, which the state keeps. */
    private async override(environment: Environment, news: Fields): Promise<Fields> {
        const before = await this.kind.currentValue(news, environment.catalog.current);
        const outs = await this.set(environment, { ...news, previousValue: before ?? undefined });
        holdCreated(environment, this.kind, news);
        return outs;
    }

    /** Sets the value, and reads it as the catalog has it. If the outcome is not known, the state keeps the value before, and the next `up` goes on. */
    private async set(environment: Environment, news: Fields): Promise<Fields> {
        const statement = this.kind.create(partsOf(this.kind, news));
        try {
            await withAdvice(this.kind, () => sendRepeatable({ run: () => environment.change(statement) }));
            const storedValue = await this.kind.currentValue(news, environment.catalog.current);
            return withoutAbsent({ ...news, storedValue, pending: [] });
        } catch (error) {
            if (!isUnreachable(error)) throw error;
            throw new UnfinishedError(subjectText(this.kind, news), { ...news, pending: [SET] }, error.message);
        }
    }
}

/** What the state has of a parameter besides the arguments. */
const OUTPUTS = ["environmentId", "storedValue", "previousValue", "pending"];

/** Returns the parts of the statements, of which messages show no secret ones. */
const partsOf = (kind: ParameterKind, args: Fields): StatementParts => statementParts(kind, args, strings(args.__secretInputs));

/** Returns the argument that is the value. */
const valuePath = (kind: ParameterKind): string => kind.rows.find(row => row.change.by === "parameter")?.path ?? "";
