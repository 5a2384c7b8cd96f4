import * as pulumi from "@pulumi/pulumi";

/** The resource options that are refused, each with the reason: Pulumi would ignore them, or end with a stack trace. */
const REFUSED: Partial<Record<keyof pulumi.CustomResourceOptions, string>> = {
    import: "Pulumi cannot import it, and `pulumi up` adopts the object of this name with the argument adopt: true",
    id: "Pulumi would read it without its arguments: a lookup function, such as getSecret, finds an existing object",
    urn: "Pulumi would read it without its arguments: pass the resource itself, or the outputs of a stack reference",
    customTimeouts: "Pulumi does not pass it to this provider",
    replaceOnChanges: "Pulumi does not know which arguments change: run `pulumi up --replace`, or give replacementTrigger",
    provider: "the argument profile selects the environment, and there is no provider to pass",
    version: "the provider has the version of the installed package",
    pluginDownloadURL: "the provider is a part of the installed package",
    envVarMappings: "it applies to resources that are providers",
};

/** Why an object is deleted before its replacement is created. */
const ONE_NAME = "two objects cannot have one name, so the old one is dropped before its replacement is created";

/** Throws an error if the program gives a resource option that cannot have its effect. */
export function refuseOptions(kind: string, name: string, opts: pulumi.CustomResourceOptions = {}, refused = REFUSED): void {
    for (const [option, reason] of Object.entries(refused)) {
        const given: unknown = opts[option as keyof pulumi.CustomResourceOptions];
        const isGiven =
            typeof given === "object" && given !== null ? Object.keys(given).length > 0 : given !== undefined && given !== "";
        if (isGiven) throw new pulumi.RunError(`${kind} ${name}: the resource option ${option} cannot be used: ${reason}`);
    }
}

/** Returns the options of an object that is deleted before its replacement is created, and refuses the opposite. */
export function deletedFirst(
    kind: string,
    name: string,
    opts: pulumi.CustomResourceOptions | undefined,
): pulumi.CustomResourceOptions {
    if (opts?.deleteBeforeReplace === false) refuseOptions(kind, name, opts, { deleteBeforeReplace: ONE_NAME });
    return { ...opts, deleteBeforeReplace: true };
}
