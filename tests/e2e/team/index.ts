// What a team puts into a package of its own: this package's names, a target with the team's defaults, and a component around it.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

export * from "pulumi-materialize";

/** What each team gives. */
export interface OurKafkaArgs<S extends string> {
    readonly broker: pulumi.Input<string>;
    readonly password: materialize.SecretText;
    readonly sources?: Record<S, materialize.SourceSpec>;
}

/** The company's Kafka: the user and the mechanism are the same everywhere, and a role may read what is made. */
export class OurKafka<S extends string = never> extends materialize.SelfHostedKafkaIngestion<"none", S> {
    readonly readers: materialize.Role;

    constructor(name: string, { broker, password, ...args }: OurKafkaArgs<S>, opts?: pulumi.ComponentResourceOptions) {
        const [host, port] = [0, 1].map(at => pulumi.output(broker).apply(text => text.split(":")[at] ?? ""));
        super(
            name,
            {
                brokers: [{ host: host ?? "", port: pulumi.output(port).apply(Number) }],
                auth: { scram: { username: "materialize", password } },
                network: { none: {} },
                securityProtocol: "SASL_PLAINTEXT",
                cluster: "quickstart",
                ...args,
            },
            opts,
        );
        this.readers = new materialize.Role(`${name}_readers`, {}, { parent: this });
        new materialize.Grant(
            `${name}_usage`,
            { on: this.connection, role: this.readers, privileges: ["USAGE"] },
            { parent: this },
        );
    }
}

/** A component of the team's own around it. */
export class Pipeline extends pulumi.ComponentResource {
    readonly kafka: OurKafka<"events">;

    constructor(name: string, args: Omit<OurKafkaArgs<never>, "sources">, opts?: pulumi.ComponentResourceOptions) {
        super("team:index:Pipeline", name, {}, opts);
        const events = { name: `${name}_events`, topic: "materialize_click_streams", format: { json: {} } };
        this.kafka = new OurKafka(name, { ...args, sources: { events } }, { parent: this });
        this.registerOutputs({ events: this.kafka.sources.events.qualifiedName });
    }
}
