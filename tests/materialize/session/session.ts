import type { Catalog } from "../catalog/catalog";
import type { CatalogObject } from "../catalog/object";
import { Resolver } from "../catalog/resolve";
import { failure, fatal, type Notice } from "../errors";
import type { Asker } from "../postgres/database";
import { lex } from "../sql/lexer";
import type { World } from "../world/world";
import { knownSetting, settingValue, SETTINGS } from "./settings";

/** An open transaction: what it may still do depends on what it has done. */
export interface Transaction {
    failed: boolean;
    read: boolean;
    readonly pending: { readonly kind: string; readonly commit: () => Promise<void> }[];
}

const STARTUP_NAMES: Readonly<Record<string, string>> = { user: "", database: "database", options: "" };

/** One connection's user, settings and transaction. */
export class Session {
    readonly notices: Notice[] = [];
    transaction: Transaction | undefined;
    private readonly settings = new Map<string, string>();
    private readonly defaults = new Map<string, string>();

    constructor(
        private readonly catalog: Catalog,
        private readonly world: World,
        readonly user: string,
        parameters: Readonly<Record<string, string>>,
    ) {
        const role = catalog.named("role", user);
        if (!role) throw fatal(`role "${user}" does not exist`, "28000", { hint: "Try creating the role with CREATE ROLE." });
        for (const [name, value] of Object.entries(role.role?.settings ?? {})) this.defaults.set(name, value);
        for (const [name, value] of [...Object.entries(parameters), ...commandLine(parameters.options ?? "")]) {
            const setting = (STARTUP_NAMES[name] ?? name).toLowerCase();
            if (setting !== "" && Object.hasOwn(SETTINGS, setting)) this.defaults.set(setting, settingValue(setting, value));
        }
    }

    get role(): CatalogObject {
        const role = this.catalog.named("role", this.user);
        if (!role) throw failure(`role "${this.user}" was concurrently dropped`);
        return role;
    }

    get superuser(): boolean {
        return this.role.role?.superuser ?? false;
    }

    get searchPath(): string[] {
        return lex(this.setting("search_path")).flatMap(token =>
            token.kind === "word" ? [token.text.toLowerCase()] : token.kind === "symbol" ? [] : [token.text],
        );
    }

    get resolver(): Resolver {
        return new Resolver(this.catalog, { database: this.setting("database"), searchPath: this.searchPath });
    }

    get asker(): Asker {
        const schema = this.resolver.currentSchema();
        const { skew, gone, statuses: links, readings, statisticsAfter, messages } = this.world;
        return {
            user: this.user,
            superuser: this.superuser,
            database: this.setting("database"),
            schema: schema?.name ?? null,
            skew,
            gone,
            links,
            ...{ readings: Object.fromEntries(readings), statisticsAfter, messages },
        };
    }

    /** The ids of the roles whose rights this session has. */
    get roles(): Set<string> {
        const roles = new Set<string>(["p"]);
        const pending = [this.role];
        for (let role = pending.pop(); role; role = pending.pop()) {
            if (roles.has(role.id)) continue;
            roles.add(role.id);
            for (const { roleId } of role.role?.memberOf ?? []) {
                const parent = this.catalog.get("role", roleId);
                if (parent) pending.push(parent);
            }
        }
        return roles;
    }

    setting(name: string): string {
        const { value, scope } = knownSetting(name);
        if (name === "is_superuser") return this.superuser ? "on" : "off";
        if (scope === "system") return this.catalog.facts.settings[name] ?? value;
        return this.settings.get(name) ?? this.defaults.get(name) ?? value;
    }

    set(name: string, value: string | undefined): void {
        const { scope } = knownSetting(name);
        if (scope === "fixed") throw failure(`parameter "${name}" cannot be changed`, "55P02");
        if (scope === "system") throw failure(`permission denied to set parameter "${name}" outside of ALTER SYSTEM`, "42501");
        if (value === undefined) this.settings.delete(name);
        else this.settings.set(name, settingValue(name, value));
    }

    resetAll(): void {
        this.settings.clear();
    }

    enabled(flag: string): boolean {
        return this.setting(flag) === "on";
    }
}

/** The settings of a startup packet's `options`: `-c name=value`, with `\` before a space that is meant. */
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
