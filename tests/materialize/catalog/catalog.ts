import { failure } from "../errors";
import { print, redacted, stored } from "../sql/doc";
import type { Database, Step } from "../postgres/database";
import { aclItem, aclText } from "./acl";
import { DEFAULT_PRIVILEGES, FIRST_IDS, FIRST_OID, initialObjects, SYSTEM_GRANTS, type DefaultPrivilege } from "./initial";
import { isItem, type CatalogObject, type Grant, type Kind } from "./object";

/** What the catalog holds besides objects. */
export interface Facts {
    readonly next: Readonly<Record<string, number>>;
    readonly settings: Readonly<Record<string, string>>;
    readonly systemGrants: readonly Grant[];
    readonly defaultPrivileges: readonly DefaultPrivilege[];
}

/** A change of the catalog; it happens whole or not at all. */
export interface Change {
    readonly put?: readonly CatalogObject[];
    readonly drop?: readonly CatalogObject[];
    readonly facts?: Partial<Facts>;
    /** Whether objects keep their places among what Materialize names, as after a comment. */
    readonly still?: boolean;
    /** What happens to the data along with it. */
    readonly data?: readonly Step[];
}

const FRESH: Facts = {
    next: { ...FIRST_IDS, oid: FIRST_OID },
    settings: {},
    systemGrants: SYSTEM_GRANTS,
    defaultPrivileges: DEFAULT_PRIVILEGES,
};

const key = (object: Pick<CatalogObject, "kind" | "id">): string =>
    `${isItem(object as CatalogObject) ? "item" : object.kind}:${object.id}`;

/** The catalog: in memory to plan with, in PostgreSQL to be queried and kept. */
export class Catalog {
    /** In the order of their last change, which is the order in which Materialize names dependents. */
    private objects = new Map<string, CatalogObject>();
    private current: Facts = FRESH;
    private allocated: Record<string, number> = {};
    /** What a change being made will leave: definitions are printed with its names. */
    private coming = new Map<string, CatalogObject>();

    constructor(private readonly database: Database) {}

    get facts(): Facts {
        return this.current;
    }

    /** Reads what a data directory holds, or makes a fresh region. */
    async open(): Promise<void> {
        const rows = await this.database.rows("SELECT body FROM store.object ORDER BY seq");
        if (rows.length === 0) return this.reset();
        for (const row of rows) {
            const object = JSON.parse(row[0] ?? "{}") as CatalogObject;
            this.objects.set(key(object), object);
        }
        const [fact] = await this.database.rows("SELECT value FROM store.fact WHERE name = 'facts'");
        this.current = JSON.parse(fact?.[0] ?? "{}") as Facts;
        this.allocated = { ...this.current.next };
    }

    async reset(): Promise<void> {
        await this.database.clear();
        this.objects.clear();
        this.allocated = { ...FRESH.next };
        await this.commit({ put: initialObjects(), facts: FRESH });
    }

    all(kind?: Kind): CatalogObject[] {
        const objects = [...this.objects.values()];
        return kind ? objects.filter(object => object.kind === kind) : objects;
    }

    items(): CatalogObject[] {
        return this.all().filter(isItem);
    }

    get(kind: Kind, id: string | undefined): CatalogObject | undefined {
        const name = `${isItem({ kind } as CatalogObject) ? "item" : kind}:${id ?? ""}`;
        return this.coming.get(name) ?? this.objects.get(name);
    }

    item(id: string): CatalogObject | undefined {
        return this.objects.get(`item:${id}`);
    }

    named(kind: Kind, name: string): CatalogObject | undefined {
        return this.all(kind).find(object => object.name === name);
    }

    allocate(kind: Kind | "item"): { id: string; oid: number } {
        const counter = kind in FIRST_IDS ? kind : "item";
        const count = (name: string): number => (this.allocated[name] = (this.allocated[name] ?? 0) + 1);
        return { id: `u${count(counter)}`, oid: count("oid") };
    }

    /** The parts of an object's full name. */
    path(object: CatalogObject): string[] {
        if (object.kind === "schema") {
            const database = this.get("database", object.databaseId);
            return [...(database ? [database.name] : []), object.name];
        }
        const schema = this.get("schema", object.schemaId);
        return [...(schema ? this.path(schema) : []), object.name];
    }

    /** What uses an item, in the order in which Materialize names it. */
    dependents(id: string): CatalogObject[] {
        return this.items().filter(object => object.uses.includes(id));
    }

    async commit(change: Change): Promise<void> {
        this.check(change);
        const facts = { ...this.current, ...change.facts, next: { ...this.allocated } };
        this.coming = new Map((change.put ?? []).map(object => [key(object), object]));
        const steps = this.steps(change, facts);
        this.coming.clear();
        await this.database.transaction([...steps, ...(change.data ?? [])]);
        for (const object of change.drop ?? []) this.objects.delete(key(object));
        for (const object of change.put ?? []) {
            if (!change.still) this.objects.delete(key(object));
            this.objects.set(key(object), object);
        }
        this.current = facts;
    }

    /** What two sessions at once can break after both have planned. */
    private check({ put = [], drop = [] }: Change): void {
        for (const object of drop) {
            if (!this.objects.has(key(object))) throw failure(`unknown catalog item '${object.name}'`);
        }
        for (const object of put) {
            const twin = this.all().find(other => other.id !== object.id && collides(other, object));
            if (!twin || drop.includes(twin)) continue;
            throw failure(`${isItem(object) ? "catalog item" : object.kind} '${object.name}' already exists`);
        }
    }

    private steps({ put = [], drop = [], still = false }: Change, facts: Facts): Step[] {
        const gone = still ? drop : [...drop, ...put];
        const remove = gone.map((object): Step => [
            "DELETE FROM store.object WHERE kind = $1 AND id = $2",
            [object.kind, object.id],
        ]);
        const write = still
            ? "UPDATE store.object SET body = $3, shown = $4 WHERE kind = $1 AND id = $2"
            : "INSERT INTO store.object (kind, id, body, shown) VALUES ($1, $2, $3, $4)";
        const insert = put.map((object): Step => [
            write,
            [object.kind, object.id, JSON.stringify(object), JSON.stringify(this.shown(object))],
        ]);
        const kept: Step = [
            "INSERT INTO store.fact VALUES ('facts', $1, $2) ON CONFLICT (name) DO UPDATE SET value = $1, grants = $2",
            [JSON.stringify(facts), JSON.stringify(facts.systemGrants.map(aclItem))],
        ];
        return [...remove, ...insert, kept];
    }

    /** What the catalog's relations show of an object and PostgreSQL could not work out. */
    private shown(object: CatalogObject): Record<string, unknown> {
        const path = this.path(object);
        const asOf = object.asOf ? ` AS OF ${object.asOf}` : "";
        return {
            privileges: aclText(object),
            create_sql: object.definition && `${print(object.definition, stored(path))}${asOf}`,
            redacted_create_sql: object.definition && `${print(object.definition, redacted(path))}${asOf}`,
            definition: object.query && `${print(object.query, stored(path))};`,
        };
    }
}

function collides(left: CatalogObject, right: CatalogObject): boolean {
    if (left.name !== right.name) return false;
    if (isItem(left) && isItem(right)) return left.schemaId === right.schemaId;
    return left.kind === right.kind && left.databaseId === right.databaseId;
}
