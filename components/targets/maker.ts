import type * as pulumi from "@pulumi/pulumi";
import { type ObjectRef, Secret, type SecretRef } from "../../sdk";
import { pick } from "../networks/parts";
import { transformed } from "../transform";
import type { SelfHostedKafkaIngestionTransform } from "./transforms";

/** Where all that a target makes lies, and whose it is. */
export interface PlaceArgs {
    /** The database of all that is made. Default: the settings'. Changing it replaces what is made. */
    database?: ObjectRef<"Database">;
    /** The schema of all that is made. Default: `public`. Changing it replaces what is made. */
    schema?: ObjectRef<"Schema">;
    /**
     * The role that owns all that is made. Default: the user that makes it. Changed in place. Who makes it must be a member of both: where a `RoleGrant`
     * of the same program makes it one, give that as `dependsOn`.
     */
    owner?: ObjectRef<"Role">;
    /**
     * The entry of `materialize:profiles` that says in which Materialize all is made. Default: the settings outside of profiles. Changing it
     * replaces what is made.
     */
    profile?: string;
}

/** A text that becomes a secret of its own, or a secret. */
export type SecretText = pulumi.Input<string> | SecretRef;

/**
 * Makes the children of a target, all in one place of Materialize.
 *
 * @internal
 */
export class Maker {
    /** The secrets that were made, by what they hold. */
    readonly secrets: Record<string, Secret> = {};
    readonly place: PlaceArgs;
    readonly opts: pulumi.CustomResourceOptions;
    readonly transform: SelfHostedKafkaIngestionTransform;

    constructor(
        readonly name: string,
        args: PlaceArgs & { readonly transform?: SelfHostedKafkaIngestionTransform },
        readonly parent: pulumi.ComponentResource,
    ) {
        this.place = pick(args, ["database", "schema", "owner", "profile"]);
        this.opts = { parent };
        this.transform = args.transform ?? {};
    }

    /** A secret that is given, or one that is made of a text: `<name>_<holds>`. */
    secret(holds: string, value: SecretText): SecretRef {
        if (typeof value === "object" && "qualifiedName" in value) return value;
        const made = new Secret(
            ...transformed(this.transform.secret, `${this.name}_${holds}`, { ...this.place, value }, this.opts),
        );
        this.secrets[holds] = made;
        return made;
    }
}
