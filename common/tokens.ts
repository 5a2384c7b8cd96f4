/** The name of the package in tokens, in the configuration of a stack and in `Pulumi.yaml`. */
export const PACKAGE = "materialize";

/** The beginnings of the types of resources, by the provider that manages them: the dynamic one, or the plugin. That of the plugin begins its functions, too. */
export const TOKEN_PREFIXES = {
    dynamic: `pulumi-nodejs:dynamic/${PACKAGE}:`,
    plugin: `${PACKAGE}:index:`,
} as const;
