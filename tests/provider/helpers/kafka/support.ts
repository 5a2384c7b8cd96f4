import { createHelper, diffHelper, readHelper, updateHelper } from "../../../../provider/helpers/helperHandler";
import type { HelperKind, HelperContext } from "../../../../provider/helpers/helperKind";
import type { Fields } from "../../../../provider/values/value";
import { check, stepNamed } from "../aws/support";

/** What a step of Kafka's works with: who calls AWS, where it does. */
export function kafkaWork(): { work: HelperContext; said: string[] } {
    const said: string[] = [];
    const work = { identity: { roles: [] }, print: (line: string) => said.push(line) };
    return { work: work as unknown as HelperContext, said };
}

/** A resource as the engine takes it through its life: checked, then made, looked at, altered and deleted. */
export class Resource {
    private readonly step: HelperKind;
    private state: Fields = {};
    private inputs: Fields = {};

    constructor(
        private readonly kind: string,
        private readonly access: Fields,
    ) {
        this.step = stepNamed(kind);
    }

    async create(args: Fields): Promise<void> {
        this.state = (await createHelper(this.step, kafkaWork().work, this.checked(args))).outs;
    }

    async update(args: Fields): Promise<void> {
        this.state = (await updateHelper(this.step, kafkaWork().work, this.state, this.checked(args))).outs;
    }

    /** What a refresh finds; undefined where it is gone. */
    async refresh(): Promise<Fields | undefined> {
        const { props, inputs } = await readHelper(this.step, kafkaWork().work, "it", this.state);
        if (props === undefined) return undefined;
        this.state = props;
        this.inputs = inputs ?? this.inputs;
        return props;
    }

    /** Whether the engine would call `update`. */
    isChangedBy = (args: Fields): boolean => diffHelper(this.step, this.state, this.checked(args)).changes;

    delete = (): Promise<void> => this.step.delete?.(kafkaWork().work, this.state) ?? Promise.resolve();

    private checked(args: Fields): Fields {
        const { inputs, failures } = check(this.kind, { ...this.access, ...args }, this.inputs);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
        this.inputs = inputs;
        return inputs;
    }
}
