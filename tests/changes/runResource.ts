import * as provider from "../../provider";
import type { DiffResult } from "../../provider/lifecycle/handler";
import type { Fields } from "../../provider/values/value";
import { inputs, resource } from "../provider/support";

/** One resource of a program whose resources share a run, which the test begins with `configure`. Its methods call the provider as the engine does. */
export class RunResource {
    private state: Fields = {};
    private id = "";

    constructor(
        private readonly name: string,
        private readonly kind = "View",
    ) {}

    get reference(): Fields {
        return resource(this.id, String(this.state.qualifiedName));
    }

    private async checked(args: Fields): Promise<Fields> {
        const { inputs: news, failures } = await provider.check(this.state, inputs(this.kind, args, this.name));
        if (failures.length > 0) throw new Error(JSON.stringify(failures));
        return news;
    }

    /** Calls only `check`, as a preview of a create does. */
    async previewCreate(args: Fields): Promise<void> {
        await this.checked({ ...args, __preview: true });
    }

    async create(args: Fields): Promise<void> {
        ({ id: this.id, outs: this.state } = await provider.create(await this.checked(args)));
    }

    async diff(args: Fields): Promise<DiffResult> {
        return provider.diff(this.id, this.state, await this.checked(args));
    }

    /** Changes the object, as `pulumi up` does. */
    async change(args: Fields): Promise<void> {
        const news = await this.checked(args);
        const { replaces } = await provider.diff(this.id, this.state, news);
        if (replaces.length > 0) throw new Error(`${this.name} would be replaced: ${replaces.join(", ")}`);
        this.state = (await provider.update(this.id, this.state, news)).outs;
    }

    /** Deletes what the state describes. */
    async delete(): Promise<void> {
        await provider.delete(this.id, this.state);
    }

    /** Refreshes the state. */
    async refresh(): Promise<void> {
        const { id = "", props = {} } = await provider.read(this.id, this.state);
        [this.id, this.state] = [id, props];
    }

    /** Removes an output from the state, as the state of an earlier version does not have it. */
    forget(output: string): void {
        this.state = { ...this.state, [output]: undefined };
    }
}
