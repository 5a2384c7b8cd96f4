import type * as pulumi from "@pulumi/pulumi";
import { type ObjectRef, Secret, type SecretRef } from "../../sdk";
import { pick } from "../pick";
import { createResource } from "../transform";
import type { SelfHostedKafkaIngestionTransform } from "./transforms";

/** The namespace, owner and profile of the objects that a target creates. */
export interface IngestionObjectArgs {
    /** The database of the objects. Default: the setting `database`. Changing it replaces the objects. */
    database?: ObjectRef<"Database">;
    /** The schema of the objects. Default: the setting `schema`, else `public`. Changing it replaces the objects. */
    schema?: ObjectRef<"Schema">;
    /**
     * The role that owns the objects. Default: the user that creates them. Changed in place. That user must be a member of the old and of the new owner: if
     * a `RoleGrant` of the same program makes it a member, add the grant to `dependsOn`.
     */
    owner?: ObjectRef<"Role">;
    /**
     * The profile of connection settings, a key of `materialize:profiles`. Default: the settings outside of profiles. Changing it replaces the objects.
     */
    profile?: string;
}

/** A text that is stored in a new secret, or an existing secret. */
export type SecretText = pulumi.Input<string> | SecretRef;

/**
 * The name, the options and the common arguments of the resources of a target.
 *
 * @internal
 */
export class IngestionContext {
    /** The secrets that were created, by key. */
    readonly secrets: Record<string, Secret> = {};
    readonly objectArgs: IngestionObjectArgs;
    readonly opts: pulumi.CustomResourceOptions;
    readonly transform: SelfHostedKafkaIngestionTransform;

    constructor(
        readonly name: string,
        args: IngestionObjectArgs & { readonly transform?: SelfHostedKafkaIngestionTransform },
        readonly parent: pulumi.ComponentResource,
    ) {
        this.objectArgs = pick(args, ["database", "schema", "owner", "profile"]);
        this.opts = { parent };
        this.transform = args.transform ?? {};
    }

    /** Returns the secret that is given, or creates the secret `<name>_<key>` from a text. */
    secret(key: string, value: SecretText): SecretRef {
        if (typeof value === "object" && "qualifiedName" in value) return value;
        const secret = createResource(
            Secret,
            this.transform.secret,
            `${this.name}_${key}`,
            { ...this.objectArgs, value },
            this.opts,
        );
        this.secrets[key] = secret;
        return secret;
    }
}
