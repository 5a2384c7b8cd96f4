// The package of a team: the exports of this package, a target with the team's defaults, and a component that contains it.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

export * from "pulumi-materialize";

/** The arguments that each team gives. */
export interface OurKafkaArgs<S extends string> {
    readonly broker: pulumi.Input<string>;
    readonly password: materialize.SecretText;
    readonly sources?: Record<S, materialize.SourceSpec>;
}

/** The Kafka cluster of the company. The user and mechanism are always the same, and a role is granted the right to read. */
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

/** A component of the team that contains the target. */
export class Pipeline extends pulumi.ComponentResource {
    readonly kafka: OurKafka<"events">;

    constructor(name: string, args: Omit<OurKafkaArgs<never>, "sources">, opts?: pulumi.ComponentResourceOptions) {
        super("team:index:Pipeline", name, {}, opts);
        const events = { name: `${name}_events`, topic: "materialize_click_streams", format: { json: {} } };
        this.kafka = new OurKafka(name, { ...args, sources: { events } }, { parent: this });
        this.registerOutputs({ events: this.kafka.sources.events.qualifiedName });
    }
}
