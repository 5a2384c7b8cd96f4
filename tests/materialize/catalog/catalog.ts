import { failure } from "../errors";
import type { Kind } from "../kinds/kind";
import type { Registry } from "../kinds/registry";
import { print, redacted, stored } from "../sql/doc";
import type { Database, Step } from "../postgres/database";
import { type AuditEvent, auditSteps } from "./audit";
import { DEFAULT_PRIVILEGES, LAST_SYSTEM_OID, SYSTEM_GRANTS, type DefaultPrivilege } from "./initial";
import { isItem, type CatalogObject, type Grant } from "./object";
import { aclItem, aclText } from "./privileges";

/** The state of the environment besides its objects. */
export interface EnvironmentState {
    /** The last number that each sequence of ids, and of OIDs, has given. */
    readonly next: Readonly<Record<string, number>>;
    readonly settings: Readonly<Record<string, string>>;
    readonly systemGrants: readonly Grant[];
    readonly defaultPrivileges: readonly DefaultPrivilege[];
}

/** A change of the catalog, which is committed as a whole or not at all. */
export interface Change {
    readonly put?: readonly CatalogObject[];
    readonly drop?: readonly CatalogObject[];
    readonly facts?: Partial<EnvironmentState>;
    /** True if the objects keep their positions in the order of changes, as after a comment. */
    readonly keepOrder?: boolean;
    /** The events of the audit log, if they do not follow from the objects. */
    readonly events?: readonly AuditEvent[];
    /** Statements that change the rows of relations in the same transaction. */
    readonly data?: readonly Step[];
}

const keyOf = (object: CatalogObject): string => `${isItem(object) ? "item" : object.kind}:${object.id}`;

/** The catalog. It is in memory for planning, and in PostgreSQL for queries and for the next start. */
export class Catalog {
    /** The number of changes that were committed. */
    changes = 0;
    /** In the order of their last change, which is the order in which Materialize lists dependants. */
    private objects = new Map<string, CatalogObject>();
    private current: EnvironmentState;
    private allocated: Record<string, number> = {};
    /** The objects of the change that is being committed: definitions are printed with their new names. */
    private changing = new Map<string, CatalogObject>();

    constructor(
        private readonly database: Database,
        readonly registry: Registry,
    ) {
        this.current = this.initialFacts();
    }

    get facts(): EnvironmentState {
        return this.current;
    }

    /** Reads a data directory, or creates the objects of a new environment. */
    async open(): Promise<void> {
        const rows = await this.database.rows("SELECT object FROM store.object ORDER BY seq");
        if (rows.length === 0) return this.reset();
        for (const row of rows) {
            const object = JSON.parse(row[0] ?? "{}") as CatalogObject;
            this.objects.set(keyOf(object), object);
        }
        const [fact] = await this.database.rows("SELECT value FROM store.fact WHERE name = 'facts'");
        this.current = JSON.parse(fact?.[0] ?? "{}") as EnvironmentState;
        this.allocated = { ...this.current.next };
    }

    async reset(): Promise<void> {
        await this.database.clear();
        this.objects.clear();
        const facts = this.initialFacts();
        this.allocated = { ...facts.next };
        await this.commit({ put: this.registry.initialObjects, facts });
    }

    private initialFacts(): EnvironmentState {
        return {
            next: { ...this.registry.lastIds, oid: LAST_SYSTEM_OID },
            settings: {},
            systemGrants: SYSTEM_GRANTS,
            defaultPrivileges: DEFAULT_PRIVILEGES,
        };
    }

    kindOf(object: Pick<CatalogObject, "kind">): Kind {
        return this.registry.kind(object.kind);
    }

    all(kind?: string): CatalogObject[] {
        const objects = [...this.objects.values()];
        return kind === undefined ? objects : objects.filter(object => object.kind === kind);
    }

    /** Returns the objects that a test accepts, with the type that it gives them. */
    select<Body>(test: (object: CatalogObject) => object is CatalogObject<Body>): CatalogObject<Body>[] {
        return this.all().filter(test);
    }

    items(): CatalogObject[] {
        return this.all().filter(isItem);
    }

    item(id: string): CatalogObject | undefined {
        return this.objects.get(`item:${id}`);
    }

    /** Returns a cluster, database, schema or role. */
    container(kind: string, id: string | undefined): CatalogObject | undefined {
        const key = `${kind}:${id ?? ""}`;
        return this.changing.get(key) ?? this.objects.get(key);
    }

    /** Returns the schema of an item, or the database of a schema. */
    namespaceOf(object: CatalogObject): CatalogObject | undefined {
        return this.container("schema", object.schemaId) ?? this.container("database", object.databaseId);
    }

    named(kind: string, name: string): CatalogObject | undefined {
        return this.all(kind).find(object => object.name === name);
    }

    /** Returns a new id and OID for an object of a kind. */
    allocate(kind: string): { id: string; oid: number } {
        const sequence = this.registry.kind(kind).namespace === "schema" ? "item" : kind;
        return { id: this.allocateId(sequence), oid: this.count("oid") };
    }

    /** Returns the next id of a sequence. */
    allocateId(sequence: string): string {
        return `u${this.count(sequence)}`;
    }

    private count(sequence: string): number {
        return (this.allocated[sequence] = (this.allocated[sequence] ?? 0) + 1);
    }

    /** Returns the parts of an object's qualified name. */
    path(object: CatalogObject): string[] {
        const namespace = this.namespaceOf(object);
        return [...(namespace ? this.path(namespace) : []), object.name];
    }

    /** Returns the items that use an item, in the order in which Materialize lists them. */
    dependants(id: string): CatalogObject[] {
        return this.items().filter(object => object.uses.includes(id));
    }

    /** Commits a change of a user, or of the server itself. */
    async commit(change: Change, user?: string): Promise<void> {
        this.check(change);
        const facts = { ...this.current, ...change.facts, next: { ...this.allocated } };
        this.changing = new Map((change.put ?? []).map(object => [keyOf(object), object]));
        const names = {
            before: (object: CatalogObject) => this.objects.get(keyOf(object)),
            path: this.path.bind(this),
            further: (object: CatalogObject, before: CatalogObject | undefined) =>
                this.kindOf(object).audit?.(object, before) ?? [],
        };
        const steps = [...this.steps(change, facts), ...auditSteps(change, names, user)];
        this.changing.clear();
        await this.database.transaction([...steps, ...(change.data ?? [])]);
        for (const object of change.drop ?? []) this.objects.delete(keyOf(object));
        for (const object of change.put ?? []) {
            if (!change.keepOrder) this.objects.delete(keyOf(object));
            this.objects.set(keyOf(object), object);
        }
        this.current = facts;
        this.changes++;
    }

    /** Refuses a change that conflicts with one that another session has committed since this one was planned. */
    private check({ put = [], drop = [] }: Change): void {
        for (const object of drop) {
            if (!this.objects.has(keyOf(object))) throw failure(`unknown catalog item '${object.name}'`);
        }
        for (const object of put) {
            const other = this.all().find(each => each.id !== object.id && haveSameName(each, object));
            if (!other || drop.includes(other) || put.some(({ id, kind }) => id === other.id && kind === other.kind)) continue;
            throw failure(`${isItem(object) ? "catalog item" : object.kind} '${object.name}' already exists`);
        }
    }

    private steps({ put = [], drop = [], keepOrder = false }: Change, facts: EnvironmentState): Step[] {
        const deleted = keepOrder ? drop : [...drop, ...put];
        const remove = deleted.map((object): Step => [
            "DELETE FROM store.object WHERE kind = $1 AND id = $2",
            [object.kind, object.id],
        ]);
        const write = keepOrder
            ? "UPDATE store.object SET object = $3, printed = $4 WHERE kind = $1 AND id = $2"
            : "INSERT INTO store.object (kind, id, object, printed) VALUES ($1, $2, $3, $4)";
        const insert = put.map((object): Step => [
            write,
            [object.kind, object.id, JSON.stringify(object), JSON.stringify(this.printed(object))],
        ]);
        const fact: Step = [
            "INSERT INTO store.fact VALUES ('facts', $1, $2) ON CONFLICT (name) DO UPDATE SET value = $1, grants = $2",
            [JSON.stringify(facts), JSON.stringify(facts.systemGrants.map(aclItem))],
        ];
        return [...remove, ...insert, fact];
    }

    /** Returns the texts that the catalog's relations show of an object and PostgreSQL cannot compute. */
    private printed(object: CatalogObject): Record<string, unknown> {
        const path = this.path(object);
        return {
            privileges: aclText(object),
            create_sql: object.definition && print(object.definition, stored(path)),
            redacted_create_sql: object.definition && print(object.definition, redacted(path)),
            ...this.kindOf(object).printed?.(object, path),
        };
    }
}

function haveSameName(left: CatalogObject, right: CatalogObject): boolean {
    if (left.name !== right.name) return false;
    if (isItem(left) && isItem(right)) return left.schemaId === right.schemaId;
    return left.kind === right.kind && left.databaseId === right.databaseId;
}
