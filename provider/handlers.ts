import { helpers } from "./helpers";
import { helperContexts, HelperHandler } from "./helpers/helperHandler";
import { RedactingHandler } from "./helpers/redactingHandler";
import { GrantHandler } from "./lifecycle/grantHandler";
import { GrantOnAllHandler } from "./lifecycle/grantOnAllHandler";
import type { CheckResult, Handler } from "./lifecycle/handler";
import { keepOldIds } from "./lifecycle/keepOldIds";
import { ParameterHandler } from "./lifecycle/parameterHandler";
import { ObjectHandler } from "./lifecycle/objectHandler";
import { kindOf } from "./lifecycle/state";
import { withUndecidedSecrets } from "./lifecycle/undecidedSecrets";
import type { Run } from "./run/run";
import { hasSubject, isGrant } from "./statement/kind";
import type { Fields } from "./values/value";

/** The handlers of one run. */
export class Handlers {
    private readonly contextOf: ReturnType<typeof helperContexts>;

    constructor(private readonly run: Run) {
        this.contextOf = helperContexts(run);
    }

    /** Checks the inputs of a resource. Offline, references keep the ids that the state has. */
    async check(olds: Fields, inputs: Fields): Promise<CheckResult> {
        const settings = this.run.settings(inputs.profile);
        const news = settings.offline ? keepOldIds(olds, inputs) : inputs;
        const checked = await this.of(news).check(olds, news, settings);
        return checked.failures.length > 0 ? checked : { ...checked, inputs: withUndecidedSecrets(checked.inputs) };
    }

    /** Returns the handler of a resource, by the kind that its inputs or its state name. */
    of(inputs: Fields): Handler {
        const helper = helpers.get(String(inputs.__kind));
        if (helper !== undefined) return new RedactingHandler(new HelperHandler(helper, this.contextOf));
        const kind = kindOf(inputs);
        if (!hasSubject(kind)) return new ObjectHandler(this.run, kind);
        if (!isGrant(kind)) return new ParameterHandler(this.run, kind);
        const { onAll } = kind;
        return onAll?.isOnAll(inputs) === true ? new GrantOnAllHandler(this.run, kind, onAll) : new GrantHandler(this.run, kind);
    }
}
