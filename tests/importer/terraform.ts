/** A resource in the output of `terraform show -json`. */
export interface ShownResource {
    readonly address: string;
    readonly type: string;
    readonly name: string;
    readonly index?: string | number;
    readonly values?: Readonly<Record<string, unknown>>;
    readonly sensitive_values?: Readonly<Record<string, unknown>>;
    readonly mode?: "managed" | "data";
    readonly provider_name?: string;
    readonly deposed_key?: string;
}

/** A module in that output. */
export interface ShownModule {
    readonly address?: string;
    readonly resources?: readonly ShownResource[];
    readonly child_modules?: readonly ShownModule[];
}

/** Returns a resource of Materialize's provider. */
export const shown = (
    address: string,
    values: Readonly<Record<string, unknown>> = {},
    more: Partial<ShownResource> = {},
): ShownResource => {
    const [, type = "", name = "", index] = /(materialize_\w+)\.([\w-]+)(?:\[(.*)\])?$/u.exec(address) ?? [];
    return {
        ...{ address, type, name, mode: "managed", provider_name: "registry.terraform.io/materializeinc/materialize" },
        ...(index !== undefined && { index: JSON.parse(index) as string | number }),
        ...{ values, sensitive_values: {}, ...more },
    };
};

/** Returns the output of `terraform show -json`. */
export const stateOf = (root: ShownModule): object => ({
    ...{ format_version: "1.0", terraform_version: "1.11.4" },
    values: { outputs: { password: { sensitive: true, value: PLANTED, type: "string" } }, root_module: root },
});

/** A secret that Terraform has in clear text. */
export const PLANTED = "planted-7f3a";
