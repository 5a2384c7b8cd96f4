import { ServerError } from "../session/errors";
import type { Session } from "../session/session";
import type { ChangeState } from "../statement/background";
import type { CatalogReader, ObjectKind, Row } from "../statement/kind";
import { argumentsOf } from "../statement/parts";
import { catalogName } from "../statement/qualifiedName";
import type { Fields } from "../values/value";
import { type CatalogDetails, type CatalogRow, isShown } from "./queries";

/** The SQLSTATE of SHOW CREATE for an object that it does not print, such as an unmanaged cluster. */
const NOT_SUPPORTED = "0A000";

/** Reads what the relation of a kind does not have: arguments with queries of their own, changes in the background, definitions that are only printed, and defaults of the server. */
export class ShownDetails {
    private readonly settings = new Map<string, Promise<string | undefined>>();

    constructor(private readonly session: Session) {}

    /** Adds these details to an object that was just looked up. `given` are the arguments that it may have, and `look` reads the catalog. */
    async complete<O extends CatalogRow & CatalogDetails>(
        kind: ObjectKind,
        object: O,
        given: readonly Fields[],
        look: CatalogReader,
    ): Promise<O> {
        const own = await this.ownColumns(kind, object.id, given, look);
        return { ...object, columns: { ...object.columns, ...own }, ...(await this.read(kind, object, look)) };
    }

    private async read(kind: ObjectKind, row: CatalogRow, look: CatalogReader): Promise<Partial<CatalogDetails>> {
        // The definition is read after the change: one that ends meanwhile shows in it.
        const change = await this.change(kind, row.id, look);
        return {
            ...(change === undefined ? {} : { change }),
            ...(isShown(kind) ? { definition: await this.definition(kind, row) } : {}),
            ...(await this.defaults(kind)),
        };
    }

    /** Returns the arguments of an object with queries of their own, by path. They are asked only if the argument is given. */
    private async ownColumns(
        { rows }: ObjectKind,
        id: string,
        given: readonly Fields[],
        look: CatalogReader,
    ): Promise<Readonly<Record<string, string>>> {
        const found: Record<string, string> = {};
        for (const { path, column } of rows) {
            if (column?.query === undefined || !given.some(args => argumentsOf(args).has(path))) continue;
            const value = (await look.rows(column.query)).find(one => one.id === id)?.value;
            if (typeof value === "string") found[path] = value;
        }
        return found;
    }

    /** Returns the last change in the background of the object with an id of Materialize. */
    async change({ background }: ObjectKind, id: string, look: CatalogReader): Promise<ChangeState | undefined> {
        if (background === undefined) return undefined;
        const row = (await look.rows(background.query)).find(one => one.id === id);
        return row && background.read(row);
    }

    /** Returns the definition that SHOW CREATE prints; undefined if the server prints none for such an object. */
    private async definition({ object }: ObjectKind, row: CatalogRow): Promise<string | undefined> {
        try {
            const shown = await this.session.rows<{ create_sql: string }>(`SHOW CREATE ${object} ${catalogName(row)}`);
            return shown[0]?.create_sql;
        } catch (error) {
            if (error instanceof ServerError && error.sqlstate === NOT_SUPPORTED) return undefined;
            throw error;
        }
    }

    /** Returns the defaults that the server's administrator can change. */
    private async defaults({ rows }: ObjectKind): Promise<Pick<CatalogDetails, "defaults">> {
        const changeable = rows.flatMap(({ path, defaultSetting }) =>
            defaultSetting === undefined ? [] : [{ path, defaultSetting }],
        );
        if (changeable.length === 0) return {};
        const values = await Promise.all(
            changeable.map(async ({ path, defaultSetting }) => [path, await this.defaultOf(defaultSetting)] as const),
        );
        return { defaults: Object.fromEntries(values.filter(([, value]) => value !== undefined)) };
    }

    private async defaultOf({ name, read }: NonNullable<Row["defaultSetting"]>): Promise<unknown> {
        const known = this.settings.get(name) ?? this.setting(name);
        this.settings.set(name, known);
        const text = await known;
        return text === undefined ? undefined : read(text);
    }

    /** Returns the value of a parameter; undefined if the server does not show it. It is asked once in a run. */
    private async setting(name: string): Promise<string | undefined> {
        try {
            const [row] = await this.session.rows<Record<string, string>>(`SHOW ${name}`);
            return row?.[name];
        } catch (error) {
            this.settings.delete(name);
            if (error instanceof ServerError) return undefined;
            throw error;
        }
    }
}
