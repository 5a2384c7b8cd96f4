import * as pulumi from "@pulumi/pulumi";
import {
    type Decoded,
    type Format,
    KafkaConnection,
    type KafkaReadArgs,
    type KafkaSasl,
    KafkaSource,
    type KafkaSourceArgs,
    type Ref,
    Secret,
    type SecretRef,
    type Start,
} from "../../sdk";

/** One source of a target. */
export type SourceSpec = KafkaReadArgs &
    Start &
    Decoded<Format> & {
        /** The source's exact name. Default: its key. */
        name?: pulumi.Input<string>;
        /** The cluster that reads. Default: the target's. */
        cluster?: Ref<"Cluster">;
    };

/** What every target takes; `S` are the keys of its sources. */
export interface IngestionArgs<S extends string> {
    /** The cluster that reads the sources. Default: the settings', else Materialize's own. */
    cluster?: Ref<"Cluster">;
    /** The database of all that is made. Default: the settings'. */
    database?: Ref<"Database">;
    /** The schema of all that is made. Default: `public`. */
    schema?: Ref<"Schema">;
    /** The role that owns all that is made. Default: the user that makes it. */
    owner?: Ref<"Role">;
    /** The entry of `materialize:profiles` that says in which Materialize all is made. Default: the settings outside of profiles. */
    profile?: string;
    /** The topics that are read. A source's exact name is its key; adding one makes one statement. */
    sources?: Record<S, SourceSpec>;
    /** Whether the connection is tried when it is made: `connect`, the default, or `skip`. */
    validation?: "skip" | "connect";
}

/** A user and a password; a string becomes a secret of its own. */
export interface UserPassword {
    /** The user. A string is kept in the secret `<name>_username`. */
    username: pulumi.Input<string> | SecretRef;
    /** The password. A string is kept in the secret `<name>_password`. */
    password: pulumi.Input<string> | SecretRef;
}

/** A Kafka, and the sources that read it. */
export abstract class Ingestion<S extends string> extends pulumi.ComponentResource {
    /** The connection to Kafka, `<name>_kafka`. */
    public abstract readonly connection: KafkaConnection;
    /** The secrets that were made, by what they hold: `username`, `password`. */
    public abstract readonly secrets: Readonly<Record<string, Secret>>;
    /** The sources, by their keys. */
    public abstract readonly sources: Readonly<Record<S, KafkaSource>>;
}

/** The arguments of every target. */
const COMMON: readonly (keyof IngestionArgs<never>)[] = [
    "cluster",
    "database",
    "schema",
    "owner",
    "profile",
    "sources",
    "validation",
];

/**
 * Makes the children of a target, all in one place of Materialize.
 *
 * @internal
 */
export class Builder<S extends string> {
    readonly secrets: Record<string, Secret> = {};
    private readonly place: { database?: Ref<"Database">; schema?: Ref<"Schema">; owner?: Ref<"Role">; profile?: string };
    private readonly opts: pulumi.CustomResourceOptions;

    /** `own` are the arguments that this target takes besides those of every target. */
    constructor(
        private readonly name: string,
        private readonly args: IngestionArgs<S>,
        private readonly own: readonly string[],
        parent: pulumi.ComponentResource,
    ) {
        const { database, schema, owner, profile } = args;
        const given = Object.entries({ database, schema, owner, profile }).filter(([, value]) => value !== undefined);
        this.place = Object.fromEntries(given);
        this.opts = { parent };
    }

    /** A secret that is given, or one that is made of a text. */
    secret(role: string, value: pulumi.Input<string> | SecretRef): SecretRef {
        if (typeof value === "object" && "qualifiedName" in value) return value;
        const made = new Secret(`${this.name}_${role}`, { ...this.place, value }, this.opts);
        this.secrets[role] = made;
        return made;
    }

    /** The connection to Kafka, with a user and a password. */
    connection(bootstrapServer: pulumi.Input<string>, sasl: KafkaSasl): KafkaConnection {
        const validate = this.args.validation === undefined ? {} : { validate: this.args.validation !== "skip" };
        // The provider refuses misspelt arguments in one line; an error thrown here would show a stack.
        const hidden = { __target: { given: Object.keys(this.args), known: [...COMMON, ...this.own] } };
        return new KafkaConnection(
            `${this.name}_kafka`,
            { ...this.place, brokers: [bootstrapServer], securityProtocol: "SASL_SSL", sasl, ...validate, ...hidden },
            this.opts,
        );
    }

    /** The sources, each called as its key. */
    sources(connection: KafkaConnection): Readonly<Record<S, KafkaSource>> {
        const specs = Object.entries<SourceSpec>(this.args.sources ?? {});
        const made = specs.map(([key, spec]) => [key, this.source(key, spec, connection)] as const);
        return Object.fromEntries(made) as Readonly<Record<S, KafkaSource>>;
    }

    private source(key: string, spec: SourceSpec, connection: KafkaConnection): KafkaSource {
        const cluster = this.args.cluster === undefined ? {} : { cluster: this.args.cluster };
        const args: KafkaSourceArgs = { ...this.place, ...cluster, name: key, ...spec, connection };
        return new KafkaSource(`${this.name}_${key}`, args, this.opts);
    }
}
