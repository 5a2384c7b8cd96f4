import { hasCapability } from "../../common/versions";
import { Catalog } from "../catalog/catalog";
import { DEADLINES, type Deadlines } from "../session/deadlines";
import { HeldObjects } from "./records";
import { CreateBlock } from "../session/createBlock";
import { DropBatch } from "../session/dropBatch";
import type { ResultColumn } from "../session/describe";
import { Session } from "../session/session";
import { settingHelp, variable } from "../session/settingSources";
import type { Settings } from "../session/settings";
import type { Sql } from "../sql/sql";
import type { Drop, ObjectKind } from "../statement/kind";
import type { Fields } from "../values/value";

/** An object that an update replaces. */
export interface Replaced {
    readonly kind: ObjectKind;
    readonly id: string;
    readonly state: Fields;
}

/** The Materialize environment of one profile: its session and its catalog. */
export class Environment {
    readonly catalog: Catalog;
    /** The role that creates objects, and owns those that state no other owner. */
    readonly user: string;
    /** The host of the settings. */
    readonly host: string;
    /** How many milliseconds to wait for a server that accepts no connections. */
    readonly connectTimeoutMs: number;
    /** How many minutes to wait for work that goes on after a statement, where no argument gives another limit. */
    readonly workMinutes: number;
    /** The profile of the connection settings; undefined for those without a profile. */
    readonly profile: string | undefined;
    /** The id of the connected environment, once it was asked. Profiles may lead to the same one. */
    connectedId: string | undefined;
    /** The objects that the update replaces: all, those whose dependants no delete has checked yet, and the check that deletes wait for. */
    readonly replaced = { all: [] as Replaced[], unchecked: new Set<Replaced>(), check: Promise.resolve() };
    /** The environments that the states of the run name. */
    readonly recordedIds = new Set<string>();
    private readonly session: Session;
    private readonly drops = new DropBatch(statement => this.session.run(statement));
    private readonly block: CreateBlock;

    constructor(
        private readonly settings: Settings,
        /** What the resources of the program hold, in all environments. */
        readonly held = new HeldObjects(),
        deadlines: Deadlines = DEADLINES,
    ) {
        this.profile = settings.profile;
        this.session = new Session(settings, { deadlines });
        this.catalog = new Catalog(this.session);
        this.block = new CreateBlock(this.session);
        this.user = settings.user;
        this.host = settings.host;
        this.connectTimeoutMs = settings.connectWithin * 1000;
        this.workMinutes = deadlines.work / 60_000;
    }

    /** Records an object that the update replaces, as the engine has been told. */
    recordReplaced(replaced: Replaced): void {
        this.replaced.all.push(replaced);
        this.replaced.unchecked.add(replaced);
    }

    /** Returns the id of the connected environment. Throws if the setting `environmentId` names another one. */
    async id(): Promise<string> {
        const { environmentId: wanted } = this.settings;
        const { environmentId } = await this.session.describeServer();
        this.connectedId = environmentId;
        if (wanted === undefined || wanted === environmentId) return environmentId;
        throw new Error(
            `${settingHelp(this.settings, "environmentId")} is ${wanted}, and the connected Materialize environment is ${environmentId}: correct the setting or the host`,
        );
    }

    /** Returns the id of the environment for a preview; undefined if no server answers. */
    async previewId(): Promise<string | undefined> {
        return (await this.session.describeServer({ retry: false }).catch(() => undefined))?.environmentId;
    }

    /** Returns the server's version for a preview; undefined if no server answers. */
    async previewVersion(): Promise<number | undefined> {
        return (await this.session.describeServer({ retry: false }).catch(() => undefined))?.version;
    }

    /** True if the setting `environmentId` confirms that the stack has moved to the environment with this id. */
    isConfirmed(id: string): boolean {
        return this.settings.environmentId === id;
    }

    /** Returns the environment variable that confirms a move: `MZ_ENVIRONMENT_ID=aws-…`. */
    confirmation(id: string): string {
        return `${variable(this.settings.profile, "environmentId")}=${id}`;
    }

    /** Returns the server's version as a number: 2603900 for v26.39.0. */
    async version(): Promise<number> {
        return (await this.session.describeServer()).version;
    }

    /** Runs a statement in a transaction that is rolled back. */
    runAndRollBack(statement: Sql): Promise<void> {
        return this.session.runAndRollBack(statement);
    }

    /** Runs the work on one object, which counts as waiting in the progress display. */
    work<T>(call: (environment: this) => Promise<T>): Promise<T> {
        return this.session.backlog.object(() => call(this));
    }

    /** Runs a statement that creates or alters something. Discards what was read from the catalog before it. */
    async change(statement: Sql): Promise<void> {
        try {
            await this.session.run(statement);
        } finally {
            this.catalog.invalidate();
        }
    }

    /** Runs a CREATE statement in one block with others, if the server can. */
    async createInBlock(statement: Sql): Promise<void> {
        if (!hasCapability(await this.version(), "createBlocks")) return this.change(statement);
        try {
            await this.block.create(statement);
        } finally {
            this.catalog.invalidate();
        }
    }

    /** Runs a statement that changes nothing that was read from the catalog: VALIDATE CONNECTION, REVOKE. */
    run(statement: Sql): Promise<void> {
        return this.session.run(statement);
    }

    /** Returns the columns of a query, which is not executed. */
    columns(query: Sql, options: { readonly retry?: boolean } = {}): Promise<readonly ResultColumn[]> {
        return this.session.columns(query, options);
    }

    /** Runs a query for which the catalog has no lookup. */
    rows<Row extends object>(query: string, values: readonly unknown[] = []): Promise<Row[]> {
        return this.session.rows<Row>(query, values);
    }

    /** Drops an object. The rows of other objects that were read from the catalog stay valid. */
    drop(drop: Drop): Promise<void> {
        return this.drops.drop(drop);
    }
}
