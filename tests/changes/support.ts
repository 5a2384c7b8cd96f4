import { isDeepStrictEqual } from "node:util";
import { Client } from "pg";
import * as provider from "../../provider";
import { kinds } from "../../provider/kinds";
import { type GrantKind, isGrant, type ObjectKind } from "../../provider/statement/kind";
import { UnfinishedError } from "../../provider/lifecycle/pendingOperations";
import type { Fields } from "../../provider/values/value";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { inputs, resource } from "../provider/support";
import { startOnce } from "../startOnce";

/** Switched on, so that every argument can be tried. */
const FEATURES = {
    enable_create_table_from_source: "on",
    enable_logical_compaction_window: "on",
    enable_managed_cluster_availability_zones: "on",
    enable_password_auth: "on",
    max_aws_privatelink_connections: "10",
};

/** One server for all tests of this folder. */
export const server = startOnce(() => startMaterialize({ settings: FEATURES }));

/** An emptied server with the objects of a few statements. */
export async function region(setup: readonly string[] = []): Promise<LocalMaterialize> {
    const local = await server();
    await local.reset();
    const client = await connected(local);
    try {
        for (const statement of setup) await client.query(statement);
    } finally {
        await client.end();
    }
    return local;
}

export async function connected({ url }: LocalMaterialize): Promise<Client> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
}

/** Begins a run of its own: what an earlier one read is forgotten. */
export function configure({ host, port }: LocalMaterialize, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const profiles = JSON.stringify({ other: { host, port } });
    const settings: Readonly<Record<string, string>> = { host, port: String(port), maxConnections: "1", profiles, ...more };
    return provider.configure({ config: { get: key => settings[key.replace(/^materialize:/u, "")] } });
}

/** A kind by its resource class. */
export const kindOf = (name: string): GrantKind | ObjectKind => {
    const kind = kinds.get(name);
    if (kind === undefined) throw new Error(name);
    return kind;
};

/** What one `pulumi up` did. */
export interface Up {
    /** The statements that change something, each on one line. */
    readonly statements: readonly string[];
    /** The arguments for which it was replaced. */
    readonly replaces: readonly string[];
    /** What the provider printed. */
    readonly said: readonly string[];
    readonly id: string;
}

/** A call, and what was printed while it ran. */
export async function overheard<T>(call: () => T | Promise<T>): Promise<{ heard: T; said: string[] }> {
    const { log } = console;
    const said: string[] = [];
    console.log = (line: unknown) => said.push(String(line));
    try {
        return { heard: await call(), said };
    } finally {
        console.log = log;
    }
}

/** One resource of a program, driven as the engine drives it. */
export class Life {
    private id = "";
    private state: Fields = {};
    private since = 0;

    constructor(
        private readonly kind: GrantKind | ObjectKind,
        private readonly local: LocalMaterialize,
        private readonly settings: Readonly<Record<string, string>> = {},
    ) {}

    /** Makes the object, or brings it to what the program has now. */
    async up(args: Fields): Promise<Up> {
        await this.configure();
        const wanted = await this.checked(args);
        this.since = this.local.log.entries.length;
        const { heard: replaces, said } = await overheard(() => (this.id === "" ? [] : this.change(wanted)));
        if (this.id === "") {
            const made = await this.kept(provider.create(wanted));
            this.id = made.id;
            this.state = made.outs;
        }
        return { statements: this.sent, replaces, said, id: this.id };
    }

    /** Takes the object away, as `pulumi destroy` does: the program is not looked at. */
    async destroy(): Promise<void> {
        await this.configure();
        await provider.delete(this.id, this.state);
    }

    /** The object, as another resource's argument. */
    get reference(): Fields {
        return resource(this.id, String(this.state.qualifiedName));
    }

    /** The statements of the last `up` that change something. */
    get sent(): string[] {
        const all = this.local.log.entries.slice(this.since).map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
        return all.filter(sql => !/^(?:SELECT|SHOW) /u.test(sql));
    }

    /** Whether the next `up` of the same program would do nothing. */
    async settled(args: Fields): Promise<boolean> {
        return !(await provider.diff(this.id, this.state, await this.checked(args))).changes;
    }

    /** The same change, made behind the stack's back: the state knows nothing of it. */
    async elsewhere(args: Fields): Promise<void> {
        const known = this.state;
        await this.up(args);
        this.state = known;
    }

    /** What a refresh reads; the state is as it says. */
    async refresh(): Promise<Fields> {
        await this.configure();
        const { id = "", inputs = {}, props = {} } = await provider.read(this.id, this.state);
        this.id = id;
        this.state = props;
        return inputs;
    }

    /** Whether a refresh reads what the program put in, in its own shape, and the `up` after it does nothing. */
    async refreshed(args: Fields): Promise<boolean> {
        const read = await this.refresh();
        return isDeepStrictEqual(read, await this.checked(args)) && (await this.settled(args));
    }

    private async change(wanted: Fields): Promise<string[]> {
        const { changes, replaces } = await provider.diff(this.id, this.state, wanted);
        if (replaces.length > 0) {
            await provider.delete(this.id, this.state);
            this.id = "";
        } else if (changes) {
            this.state = (await this.kept(provider.update(this.id, this.state, wanted))).outs;
        }
        return replaces;
    }

    /** What was half done is kept, as the engine keeps it. */
    private async kept<T>(call: Promise<T>): Promise<T> {
        try {
            return await call;
        } catch (error) {
            if (error instanceof UnfinishedError) {
                this.id = error.id;
                this.state = error.properties;
            }
            throw error;
        }
    }

    private configure(): Promise<void> {
        return configure(this.local, this.settings);
    }

    private async checked(args: Fields): Promise<Fields> {
        const { inputs: checked, failures } = await provider.check(this.state, inputs(this.kind.name, args));
        if (failures.length > 0) throw new Error(JSON.stringify(failures));
        return checked;
    }
}

/** Names of the kind's own: one that a resource of another kind has had is refused. */
export const named = (kind: GrantKind | ObjectKind, { name = "it", ...args }: Fields): Fields =>
    isGrant(kind) ? args : { ...args, name: `${String(name)}_${kind.name.toLowerCase()}` };
