import * as pulumi from "@pulumi/pulumi";
import { type ClassOptions, providerFor, ProviderResource } from "./resource";

/** A resource that a component creates beside objects, and that the dynamic provider manages: it waits for AWS, or creates topics. */
export abstract class HelperResource extends ProviderResource {
    protected constructor(
        kind: string,
        name: string,
        args: object,
        opts: pulumi.CustomResourceOptions,
        options: Pick<ClassOptions, "outputs" | "secrets" | "examples"> = {},
    ) {
        // It calls AWS with the settings of the stack, which the engine does not pass to the plugin.
        if (providerFor(kind, opts) !== undefined) {
            throw new pulumi.RunError(
                `${kind} ${name}: a component with a network, topics or a database takes no Provider of pulumi-materialize: its argument profile selects the environment`,
            );
        }
        super(kind, name, args, opts, options);
    }
}
