import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { Resolver } from "../catalog/resolve";
import { failure, fatal, type Notice } from "../errors";
import { isRole, type RoleBody } from "../kinds/role/body";
import type { SessionState } from "../postgres/database";
import { lex } from "../sql/lexer";
import type { Statement } from "../sql/parser";
import type { World } from "../world/world";
import { DESCRIPTIONS } from "./descriptions";
import { unknownSetting, type Settings } from "./settings";

/** An open transaction. The statements that it accepts depend on those that it holds. */
export interface Transaction {
    failed: boolean;
    read: boolean;
    /** The settings that end with it. */
    readonly local: Map<string, string>;
    /** The number of changes of the catalog at its first statement, if it can hold several. */
    changes?: number;
    readonly pending: { readonly kind: string; readonly commit: () => Promise<readonly Notice[]> }[];
}

const STARTUP_NAMES: Readonly<Record<string, string>> = { user: "", database: "database", options: "" };

/** The user, settings and transaction of one connection. */
export class Session {
    readonly notices: Notice[] = [];
    transaction: Transaction | undefined;
    /** The statements that PREPARE has kept. */
    readonly prepared = new Map<string, Statement>();
    private readonly settings = new Map<string, string>();
    private readonly defaults = new Map<string, string>();

    constructor(
        private readonly catalog: Catalog,
        private readonly world: World,
        readonly user: string,
        parameters: Readonly<Record<string, string>>,
    ) {
        const role = catalog.select(isRole).find(({ name }) => name === user);
        if (!role) throw fatal(`role "${user}" does not exist`, "28000", { hint: "Try creating the role with CREATE ROLE." });
        for (const [name, value] of Object.entries(role.body.settings))
            this.defaults.set(name, this.known.stored(name, this.known.ofRole(name, value)));
        for (const [name, value] of [...Object.entries(parameters), ...commandLine(parameters.options ?? "")]) {
            const setting = (STARTUP_NAMES[name] ?? name).toLowerCase();
            if (setting !== "" && this.known.has(setting)) this.defaults.set(setting, this.known.stored(setting, value));
        }
    }

    /** The settings of the environment. */
    get known(): Settings {
        return this.catalog.registry.settings;
    }

    get role(): CatalogObject<RoleBody> {
        const role = this.catalog.select(isRole).find(({ name }) => name === this.user);
        if (!role) throw failure(`role "${this.user}" was concurrently dropped`);
        return role;
    }

    get superuser(): boolean {
        return this.role.body.superuser;
    }

    get searchPath(): string[] {
        return lex(this.setting("search_path")).flatMap(token =>
            token.kind === "word" ? [token.text.toLowerCase()] : token.kind === "symbol" ? [] : [token.text],
        );
    }

    get resolver(): Resolver {
        return new Resolver(this.catalog, { database: this.setting("database"), searchPath: this.searchPath });
    }

    /** The facts that queries read of the session. */
    get state(): SessionState {
        const schema = this.resolver.currentSchema();
        const { skew, deletedTopics, statuses: links, readings, statisticsAfter, hydrationAfter, messages } = this.world;
        return {
            user: this.user,
            superuser: this.superuser,
            database: this.setting("database"),
            schema: schema?.name ?? null,
            skew,
            deletedTopics,
            links,
            ...{ readings: Object.fromEntries(readings), statisticsAfter, hydrationAfter, messages },
        };
    }

    /** The ids of the roles whose privileges the session has. */
    get roles(): Set<string> {
        return this.rolesOf(this.role);
    }

    /** Returns the ids of a role, and of the roles that it is a member of. */
    rolesOf(start: CatalogObject): Set<string> {
        const roles = new Set<string>(["p"]);
        const pending: CatalogObject[] = [start];
        for (let role = pending.pop(); role; role = pending.pop()) {
            if (roles.has(role.id) || !isRole(role)) continue;
            roles.add(role.id);
            pending.push(...role.body.memberOf.flatMap(({ roleId }) => this.catalog.container("role", roleId) ?? []));
        }
        return roles;
    }

    /** True for the roles of the system, which see every setting. */
    get isSystem(): boolean {
        return this.role.id.startsWith("s");
    }

    /** Returns a setting that a statement names. */
    shown(name: string): string {
        if (!this.isSystem && !(name in DESCRIPTIONS)) throw unknownSetting(name);
        return this.setting(name);
    }

    setting(name: string): string {
        const { value, scope } = this.known.get(name);
        if (name === "is_superuser") return this.superuser ? "on" : "off";
        if (scope === "system") return this.catalog.facts.settings[name] ?? value;
        return this.transaction?.local.get(name) ?? this.settings.get(name) ?? this.defaults.get(name) ?? value;
    }

    set(name: string, value: string | undefined): void {
        const { scope } = this.known.get(name);
        if (scope === "fixed") throw failure(`parameter "${name}" cannot be changed`, "55P02");
        if (scope === "system") throw unknownSetting(name);
        if (value === undefined) this.settings.delete(name);
        else this.settings.set(name, this.known.stored(name, value));
    }

    /** Sets a value for the rest of the transaction. */
    setLocal(name: string, value: string): void {
        this.transaction?.local.set(name, this.known.stored(name, value));
    }

    resetAll(): void {
        this.settings.clear();
        this.prepared.clear();
    }

    enabled(flag: string): boolean {
        return this.setting(flag) === "on";
    }
}

/** Reads the settings in the option `options` of a startup message: `-c name=value`, with `\` before a space in a value. */
function commandLine(options: string): [string, string][] {
    const words = options.match(/(?:\\.|[^\s\\])+/gsu)?.map(word => word.replaceAll(/\\(.)/gsu, "$1")) ?? [];
    return words.flatMap((word, index): [string, string][] => {
        const assignment = word.startsWith("--")
            ? word.slice(2)
            : word.startsWith("-c") && word.length > 2
              ? word.slice(2)
              : words[index - 1] === "-c"
                ? word
                : "";
        const at = assignment.indexOf("=");
        return at < 0 ? [] : [[assignment.slice(0, at).replaceAll("-", "_"), assignment.slice(at + 1)]];
    });
}
