import { FIRST_SYSTEM_OID, INITIAL_GRANTS, SYSTEM, SYSTEM_SCHEMAS } from "../catalog/initial";
import { typeKeyword, type CatalogObject } from "../catalog/object";
import { inCreationOrder, type SystemRelation } from "../catalog/systemRelation";
import { sharedRelations } from "../catalog/relations";
import { Settings } from "../session/settings";
import { showCreate } from "../show/create";
import type { Listing } from "../show/listing";
import type { Cursor } from "../sql/cursor";
import { DEFAULT_VERSION, VERSIONS, type Version, type VersionAnswers } from "../versions";
import type { InitialObject, Kind, StatementRule } from "./kind";

/** The statements, object types, relations, lists and settings of all kinds. */
export class Registry {
    readonly statements: Readonly<Record<string, StatementRule>>;
    readonly relations: readonly SystemRelation[];
    readonly listings: readonly Listing[];
    readonly settings: Settings;
    readonly version: VersionAnswers;
    private readonly byName: ReadonlyMap<string, Kind>;
    private readonly keywords: readonly (readonly [words: readonly string[], kind: Kind])[];

    constructor(
        readonly kinds: readonly Kind[],
        common: Readonly<Record<string, StatementRule>>,
        listings: readonly Listing[],
        version: Version = DEFAULT_VERSION,
    ) {
        this.version = VERSIONS[version];
        this.byName = new Map(kinds.map(kind => [kind.name, kind]));
        this.statements = { ...common, ...showCreateStatements(kinds), ...mergedStatements(kinds) };
        const shared = sharedRelations(kinds.filter(kind => kind.relation !== undefined).map(kind => kind.name));
        this.relations = inCreationOrder([...kinds.flatMap(kind => kind.relations ?? []), ...shared]);
        this.listings = [...kinds.flatMap(kind => kind.listings ?? []), ...listings];
        this.settings = new Settings({ ...systemSettings(kinds), ...this.version.settings }, this.version);
        this.keywords = kinds
            .flatMap(kind => [typeKeyword(kind.name), ...(kind.synonyms ?? [])].map(words => [words.split(" "), kind] as const))
            .sort(([left], [right]) => right.length - left.length);
    }

    kind(name: string): Kind {
        const kind = this.byName.get(name);
        if (!kind) throw new Error(`there is no kind "${name}"`);
        return kind;
    }

    /** Reads an object type: MATERIALIZED VIEW. */
    readKind(cursor: Cursor): Kind {
        return this.keywords.find(([words]) => cursor.take(...words))?.[1] ?? cursor.refuse();
    }

    /** Reads an object type in the singular or the plural, if one is next. */
    takeKinds(cursor: Cursor): Kind | undefined {
        const plural = (words: readonly string[]): string[] => [...words.slice(0, -1), `${words.at(-1) ?? ""}S`];
        return this.keywords.find(([words]) => cursor.take(...plural(words)) || cursor.take(...words))?.[1];
    }

    /** The objects of a new environment. */
    get initialObjects(): CatalogObject[] {
        return this.kinds
            .flatMap(({ name, initial }) => {
                const objects = initial?.objects ?? [];
                const all = typeof objects === "function" ? objects(this.version) : objects;
                return all.map(object => ({ kind: name, ...object }));
            })
            .concat(systemSchemas(this.version))
            .map((object, index) => ({
                ...{ oid: FIRST_SYSTEM_OID + index, ownerId: SYSTEM, uses: [], comments: {}, body: {} },
                ...object,
            }));
    }

    /** The last number of each sequence of ids in a new environment. */
    get lastIds(): Readonly<Record<string, number>> {
        const containers = this.kinds.filter(kind => kind.namespace !== "schema");
        const further = Object.assign({}, ...this.kinds.map(kind => kind.initial?.sequences ?? {})) as Record<string, number>;
        return {
            item: 0,
            ...Object.fromEntries(containers.map(({ name, initial }) => [name, initial?.lastId ?? 0])),
            ...further,
        };
    }

    /** Returns the relation of a name, and its id. */
    findRelation(schema: string, name: string): { readonly id: string; readonly relation: SystemRelation } | undefined {
        const index = this.relations.findIndex(relation => relation.schema === schema && relation.name === name);
        const relation = this.relations[index];
        return relation && { id: this.relationId(relation), relation };
    }

    relationId(relation: SystemRelation): string {
        return `s${400 + this.relations.indexOf(relation)}`;
    }
}

/** The system schemas of a version, besides those that every version has. */
function systemSchemas({ schemas }: VersionAnswers): ({ kind: string } & InitialObject)[] {
    const used = Object.keys(SYSTEM_SCHEMAS).length;
    return schemas.map((name, index) => ({
        ...{ kind: "schema", id: `s${used + 1 + index}`, name, grants: INITIAL_GRANTS.systemSchema },
    }));
}

function showCreateStatements(kinds: readonly Kind[]): Record<string, StatementRule> {
    const shown = kinds.filter(kind => kind.showCreate !== undefined);
    return Object.fromEntries(shown.map(({ name }) => [`show_create_${name.replace("-", "_")}`, { plan: showCreate }]));
}

function mergedStatements(kinds: readonly Kind[]): Record<string, StatementRule> {
    return Object.assign({}, ...kinds.map(kind => kind.statements)) as Record<string, StatementRule>;
}

/** The flags and limits of the kinds, with their defaults. */
function systemSettings(kinds: readonly Kind[]): Record<string, string> {
    const limits = kinds.flatMap(kind => kind.limits ?? []).map(({ setting, value }) => [setting, String(value)] as const);
    return Object.assign({}, ...kinds.map(kind => kind.flags ?? {}), Object.fromEntries(limits)) as Record<string, string>;
}
