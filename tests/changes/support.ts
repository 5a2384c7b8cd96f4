import { isDeepStrictEqual } from "node:util";
import { Client } from "pg";
import * as provider from "../../provider";
import { kinds } from "../../provider/kinds";
import { type AnyKind, hasSubject, type Kind } from "../../provider/statement/kind";
import { UnfinishedError } from "../../provider/lifecycle/pendingOperations";
import type { Fields } from "../../provider/values/value";
import { queryAt } from "../e2e/support/server";
import { allCases } from "./cases";
import { AS_SUPERUSER, type SetupStatement, statementsFor } from "./cases/case";
import { missingCapability } from "../../provider/statement/versions";
import { isExternal, type Server, skip, useServer } from "../server";
import { inputs, resource } from "../provider/support";

/** The system parameters that switch on the features of all arguments. */
const FEATURES = {
    enable_create_table_from_source: "on",
    enable_kafka_broker_matching_rules: "on",
    enable_kafka_sink_headers: "on",
    enable_logical_compaction_window: "on",
    enable_cluster_schedule_refresh: "on",
    enable_index_options: "on",
    enable_managed_cluster_availability_zones: "on",
    enable_password_auth: "on",
    enable_refresh_every_mvs: "on",
    enable_zero_downtime_cluster_reconfiguration: "on",
    max_aws_privatelink_connections: "10",
};

/** The server that all tests of this folder share. */
export const server = useServer({ settings: FEATURES });

/** Empties the environment and creates the objects that a test needs with the statements of `setup`. */
export async function resetEnvironment(setup: readonly SetupStatement[] = [], start = server): Promise<Server> {
    const local = await start();
    await local.reset();
    await asSystem(local, isSuperuser ? ["ALTER ROLE materialize NOSUPERUSER"] : []);
    isSuperuser = setup.includes(AS_SUPERUSER);
    await asSystem(local, isSuperuser ? [AS_SUPERUSER] : []);
    const version = setup.every(one => typeof one === "string") ? 0 : await versionOf(local);
    await query(local, ...statementsFor(setup, version).filter(statement => statement !== AS_SUPERUSER));
    return local;
}

let isSuperuser = false;

/** Runs statements as the superuser of the server. */
async function asSystem({ systemUrl }: Server, statements: readonly string[]): Promise<void> {
    if (statements.length === 0) return;
    if (systemUrl === undefined) throw new Error("the test needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
    await queryAt(systemUrl, ...statements);
}

/** Runs statements as a client other than the provider, and returns the rows of the last one. */
export const query = (local: Server, ...statements: readonly string[]): Promise<Record<string, unknown>[]> =>
    queryAt(local.url, ...statements);

/** Returns the version of the shared server as a number: 2603900 for v26.39.0. */
export const serverVersion = async (): Promise<number> => versionOf(await server());

async function versionOf(local: Server): Promise<number> {
    const [row] = await query(local, "SELECT mz_version_num() AS version");
    return Number(row?.version);
}

/** Skips a test of arguments that the shared server is too old for, or of a kind that needs what only the local Materialize has. */
export async function skipIfTooOld(test: Mocha.Context, kind: Kind, ...all: readonly Fields[]): Promise<void> {
    const { onlyLocal } = allCases.find(one => one.kind === kind.name) ?? {};
    if (onlyLocal !== undefined && isExternal()) skip(test, onlyLocal);
    const version = await serverVersion();
    const missing = all.flatMap(args => missingCapability(kind, args, version) ?? [])[0];
    if (missing !== undefined) skip(test, missing);
}

/** Returns the message of the error with which a call fails; empty if it does not fail. */
export const messageOf = (call: Promise<unknown>): Promise<string> =>
    call.then(
        () => "",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

export async function connect({ url }: Server): Promise<Client> {
    const client = new Client({ connectionString: url });
    await client.connect();
    return client;
}

/** Begins a new run of the provider, which keeps nothing that an earlier run read. */
export function configure({ host, port }: Server, overrides: Readonly<Record<string, string>> = {}): Promise<void> {
    const profiles = JSON.stringify({ other: { host, port } });
    const settings: Readonly<Record<string, string>> = { host, port: String(port), maxConnections: "1", profiles, ...overrides };
    return provider.configure({ config: { get: key => settings[key.replace(/^materialize:/u, "")] } });
}

/** Returns the kind of a resource class. */
export const kindOf = (name: string): AnyKind => {
    const kind = kinds.get(name);
    if (kind === undefined) throw new Error(name);
    return kind;
};

/** The effects of one `pulumi up`. */
export interface Up {
    /** The statements that change something, each on one line. */
    readonly statements: readonly string[];
    /** The arguments that caused a replacement. */
    readonly replaces: readonly string[];
    /** The lines that the provider printed. */
    readonly printed: readonly string[];
    readonly id: string;
}

/** The line that names a statement which a loaded server has not answered for some seconds. */
const SLOW = " which has been busy for ";

/** Returns the result of a call and the lines that were printed while it ran, without the lines about a slow server. */
export async function capturePrinted<T>(call: () => T | Promise<T>): Promise<{ result: T; printed: string[] }> {
    const { log } = console;
    const printed: string[] = [];
    console.log = (line: unknown) => {
        if (!String(line).includes(SLOW)) printed.push(String(line));
    };
    try {
        return { result: await call(), printed };
    } finally {
        console.log = log;
    }
}

/** One resource of a stack; its methods call the provider in the order in which the engine does. */
export class StackResource {
    private id = "";
    private state: Fields = {};
    private logStart = 0;

    constructor(
        private readonly kind: AnyKind,
        private local: Server,
        private settings: Readonly<Record<string, string>> = {},
    ) {}

    /** Points the stack at another server. */
    moveTo(local: Server, settings: Readonly<Record<string, string>>): void {
        this.local = local;
        this.settings = { ...this.settings, ...settings };
        this.logStart = 0;
    }

    /** Creates the object, or updates or replaces it to match the arguments. */
    async up(args: Fields): Promise<Up> {
        await this.configure();
        const wanted = await this.checked(args);
        this.logStart = this.local.log.entries.length;
        const { result: replaces, printed } = await capturePrinted(() => (this.id === "" ? [] : this.change(wanted)));
        if (this.id === "") {
            const created = await this.saved(provider.create(wanted));
            this.id = created.id;
            this.state = created.outs;
        }
        return { statements: this.sent, replaces, printed, id: this.id };
    }

    /** Deletes the object as `pulumi destroy` does: from its state, without the program. */
    async destroy(): Promise<void> {
        await this.configure();
        await provider.delete(this.id, this.state);
    }

    /** The object as an argument of another resource. */
    get reference(): Fields {
        return resource(this.id, String(this.state.qualifiedName));
    }

    /** The outputs in the state. */
    get outputs(): Fields {
        return this.state;
    }

    /** Sets an output in the state; undefined removes it, as the state of an earlier version does not have it. */
    remember(output: string, value: unknown): void {
        this.state = { ...this.state, [output]: value };
    }

    /** Returns Materialize's id of the object. */
    async objectId(): Promise<unknown> {
        await this.configure();
        return (await provider.read(this.id, this.state)).props?.objectId;
    }

    /** The statements of the last `up` that change something. */
    get sent(): string[] {
        const all = this.local.log.entries.slice(this.logStart).map(({ sql }) => sql.replaceAll(/\s+/gu, " "));
        return withoutRolledBack(all).filter(sql => !/^(?:SELECT|SHOW|EXPLAIN) /u.test(sql));
    }

    /** Returns true if a preview with these arguments shows no changes. */
    async hasNoChanges(args: Fields): Promise<boolean> {
        return !(await provider.diff(this.id, this.state, await this.checked(args))).changes;
    }

    /** Makes a change outside of the stack: the object changes, and the state does not. */
    async changeOutsideOfStack(args: Fields): Promise<void> {
        const before = this.state;
        await this.up(args);
        this.state = before;
    }

    /** Refreshes the state, and returns the inputs that the refresh reads. */
    async refresh(): Promise<Fields> {
        await this.configure();
        const { id = "", inputs = {}, props = {} } = await provider.read(this.id, this.state);
        this.id = id;
        this.state = props;
        return inputs;
    }

    /** Returns true if a refresh reads exactly the arguments of the program and the preview after it shows no changes. */
    async refreshesUnchanged(args: Fields): Promise<boolean> {
        const read = await this.refresh();
        return isDeepStrictEqual(read, await this.checked(args)) && (await this.hasNoChanges(args));
    }

    private async change(wanted: Fields): Promise<string[]> {
        const { changes, replaces } = await provider.diff(this.id, this.state, wanted);
        if (replaces.length > 0) {
            await provider.delete(this.id, this.state);
            this.id = "";
        } else if (changes) {
            this.state = (await this.saved(provider.update(this.id, this.state, wanted))).outs;
        }
        return replaces;
    }

    /** Saves the state of a failed create or update, as the engine does. */
    private async saved<T>(call: Promise<T>): Promise<T> {
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

/** Returns the statements without those of transactions that were rolled back. */
function withoutRolledBack(statements: readonly string[]): string[] {
    const [begin, end] = [statements.indexOf("BEGIN"), statements.indexOf("ROLLBACK")];
    if (begin < 0) return [...statements];
    return [...statements.slice(0, begin), ...withoutRolledBack(end < begin ? [] : statements.slice(end + 1))];
}

/** Returns the arguments with a name that no resource of another kind has: the provider refuses a name twice. */
export const withUniqueName = (kind: AnyKind, args: Fields): Fields => {
    const { name = "it" } = args;
    return hasSubject(kind) ? args : { ...args, name: `${String(name)}_${kind.name.toLowerCase()}` };
};
