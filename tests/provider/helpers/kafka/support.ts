import type { HelperHandler } from "../../../../provider/helpers/helperHandler";
import type { HelperContext } from "../../../../provider/helpers/helperKind";
import { Run } from "../../../../provider/run/run";
import type { Fields } from "../../../../provider/values/value";
import { check, handlerOf } from "../aws/support";

/** Returns the context of a helper resource for Kafka, and the lines that it prints. */
export function kafkaWork(confirmed = ""): { work: HelperContext; said: string[] } {
    const said: string[] = [];
    const run = new Run(key => ({ "materialize:host": "localhost", "materialize:kafkaClusterIds": confirmed })[key], {});
    const work = { run, identity: { roles: [] }, print: (line: string) => said.push(line) };
    return { work: work as unknown as HelperContext, said };
}

/** A resource that is checked, created, read, updated and deleted, as by the engine. */
export class Resource {
    private handler: HelperHandler;
    /** The lines that it prints. */
    readonly said: string[];
    state: Fields = {};
    private inputs: Fields = {};

    constructor(
        private readonly kind: string,
        public access: Fields,
    ) {
        const { work, said } = kafkaWork();
        this.handler = handlerOf(kind, work);
        this.said = said;
    }

    /** Sets the setting with the ids of confirmed clusters. */
    confirm(ids: string): void {
        this.handler = handlerOf(this.kind, kafkaWork(ids).work);
    }

    async create(args: Fields): Promise<void> {
        this.state = (await this.handler.create(this.checked(args))).outs;
    }

    async update(args: Fields): Promise<void> {
        this.state = (await this.handler.update("it", this.state, this.checked(args))).outs;
    }

    /** Returns the state after a refresh; undefined if the subject does not exist. */
    async refresh(): Promise<Fields | undefined> {
        const { props, inputs } = await this.handler.read("it", this.state);
        if (props === undefined) return undefined;
        this.state = props;
        this.inputs = inputs ?? this.inputs;
        return props;
    }

    /** True if the engine would call `update`. */
    isChangedBy = (args: Fields): boolean => this.handler.diff("it", this.state, this.checked(args)).changes;

    delete = (): Promise<void> => this.handler.delete("it", this.state);

    private checked(args: Fields): Fields {
        const { inputs, failures } = check(this.kind, { ...this.access, ...args }, this.inputs);
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
        this.inputs = inputs;
        return inputs;
    }
}
