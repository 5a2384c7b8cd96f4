import { readFileSync } from "node:fs";
import { isFields } from "../../provider/values/value";
import { RESOURCES } from "./equivalents";

const TYPE_PREFIX = "materialize_";
/** The source address of the provider in any registry, since Terraform and OpenTofu have their own. */
const PROVIDER = /^(?:[^/]+\/)?materializeinc\/materialize$/iu;

/**
 * A resource or data source of Materialize's provider. It gives away only what its methods return, since a state has secret values in clear text.
 */
export class StateResource {
    constructor(
        /** The address with the modules and the keys of `count` and `for_each`: `module.shop["eu"].materialize_view.live[0]`. */
        readonly address: string,
        /** The address of its module; empty for the root module. */
        readonly module: string,
        /** The type without the prefix of the provider. */
        readonly type: string,
        readonly name: string,
        /** The key of `count` or `for_each`. */
        readonly index: string | undefined,
        private readonly values: Readonly<Record<string, unknown>>,
        private readonly sensitive: unknown,
    ) {}

    /** The class whose resource takes the place of this one; undefined if there is none. */
    get className(): string | undefined {
        return Object.hasOwn(RESOURCES, this.type) ? RESOURCES[this.type]?.[0] : undefined;
    }

    /** The region of the object; undefined for an environment outside of Materialize's cloud, and in states of early providers. */
    get region(): string | undefined {
        const region = this.compared("region") ?? /^(?<region>[^:]+):/u.exec(this.compared("id") ?? "")?.groups?.region;
        return region === "self-hosted" || region === "" ? undefined : region;
    }

    /** Materialize's id of the object; undefined if the state identifies it by its name. */
    get objectId(): string | undefined {
        return /^(?:[^:]*:)?(?:id:)?(?<id>[us]\d+)$/u.exec(this.compared("id") ?? "")?.groups?.id;
    }

    /** Returns a text to compare, which must not be shown; undefined if the attribute has none. */
    compared(attribute: string): string | undefined {
        const value = this.values[attribute];
        return typeof value === "string" && value !== "" ? value : undefined;
    }

    /** Returns a text that may be shown; undefined if the attribute has none, or if Terraform marks it as sensitive. */
    shown(attribute: string): string | undefined {
        return this.isSensitive(attribute) ? undefined : this.compared(attribute);
    }

    /** True if Terraform marks an attribute as sensitive. */
    isSensitive(attribute: string): boolean {
        return isFields(this.sensitive) ? Boolean(this.sensitive[attribute]) : this.sensitive === true;
    }
}

/** The state of a Terraform program. */
export interface TerraformState {
    /** The resources of Materialize's provider. */
    readonly resources: readonly StateResource[];
    /** Its data sources. */
    readonly dataSources: readonly StateResource[];
    /** The addresses of objects that Terraform has replaced and not dropped yet. */
    readonly deposed: readonly string[];
    /** How many resources other providers have. */
    readonly otherResources: number;
}

const SHOW = "`terraform show -json`";

/** Reads the output of `terraform show -json` from a file, or from the standard input for `-`. */
export function readState(file: string): TerraformState {
    return stateIn(parsed(textOf(file), file), file);
}

/** Returns the state in the output of `terraform show -json`. */
export function stateIn(document: unknown, file: string): TerraformState {
    if (!isFields(document) || typeof document.format_version !== "string") {
        const found = isFields(document) && "serial" in document ? "is a state as Terraform stores it" : "is no state";
        throw new Error(`${file} ${found}: write the output of ${SHOW} to it`);
    }
    if ("planned_values" in document)
        throw new Error(`${file} is a plan: write the output of ${SHOW}, without a file of a plan, to it`);
    const root = isFields(document.values) ? document.values.root_module : undefined;
    const all = resourcesIn(root, "");
    const own = all.filter(({ isOwn, isDeposed }) => isOwn && !isDeposed);
    if (own.length === 0) throw new Error(`${file} has no resource of the provider MaterializeInc/materialize`);
    return {
        resources: own.flatMap(({ resource, isData }) => (isData ? [] : [resource])),
        dataSources: own.flatMap(({ resource, isData }) => (isData ? [resource] : [])),
        deposed: all.flatMap(({ resource, isOwn, isDeposed }) => (isOwn && isDeposed ? [resource.address] : [])),
        otherResources: all.filter(({ isOwn, isData }) => !isOwn && !isData).length,
    };
}

interface Entry {
    readonly resource: StateResource;
    readonly isOwn: boolean;
    readonly isData: boolean;
    readonly isDeposed: boolean;
}

/** Returns what a module and the modules in it have. */
function resourcesIn(module: unknown, address: string): Entry[] {
    if (!isFields(module)) return [];
    const own = listOf(module.resources).map(one => entry(one, address));
    return [...own, ...listOf(module.child_modules).flatMap(child => resourcesIn(child, textIn(child, "address")))];
}

function entry(one: Readonly<Record<string, unknown>>, module: string): Entry {
    const { index, values, sensitive_values: sensitive } = one;
    const type = textIn(one, "type");
    const key = typeof index === "string" || typeof index === "number" ? String(index) : undefined;
    return {
        resource: new StateResource(
            textIn(one, "address"),
            module,
            type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : type,
            textIn(one, "name"),
            key,
            isFields(values) ? values : {},
            sensitive,
        ),
        isOwn: PROVIDER.test(textIn(one, "provider_name")),
        isData: one.mode === "data",
        isDeposed: "deposed_key" in one,
    };
}

const listOf = (value: unknown): Readonly<Record<string, unknown>>[] => (Array.isArray(value) ? value.filter(isFields) : []);

const textIn = (fields: Readonly<Record<string, unknown>>, key: string): string => {
    const value = fields[key];
    return typeof value === "string" ? value : "";
};

/** Returns the text of a file in UTF-8, or in UTF-16, which PowerShell writes. */
function textOf(file: string): string {
    const bytes = readFileSync(file === "-" ? 0 : file);
    return new TextDecoder(bytes[0] === 0xff && bytes[1] === 0xfe ? "utf-16le" : "utf-8").decode(bytes);
}

/** Parses JSON. The parser's own message is not shown: it quotes the text, which may be a secret. */
function parsed(text: string, file: string): unknown {
    try {
        return JSON.parse(text);
    } catch {
        throw new Error(`${file} is no JSON: write the output of ${SHOW} to it`);
    }
}
