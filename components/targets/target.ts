import type * as pulumi from "@pulumi/pulumi";
import type { KafkaEndpoint } from "../../sdk";
import {
    argumentError,
    type ArgumentShape,
    type Chosen,
    chooseOne,
    isGiven,
    isObject,
    mistakeProblems,
    property,
    refuseArguments,
    shapeProblems,
} from "../argumentShape";
import { type AuthRow, ELSEWHERE, type Identity, type SecurityProtocol } from "./auth";
import type { CreateGlueAccess, GlueRegistryArgs } from "./glueRegistry";
import type { IngestionContext } from "./ingestionContext";
import type { NetworkRow, Brokers } from "./networks";
import { type AnyRegistry, registryPortProblems, registryProblems } from "./registry";
import { sinkProblems, sourceProblems } from "./sourceProblems";
import { type CreateTopics, secretProblems, TOPICS, topicProblems } from "./topics";

/** The properties of one target. */
export interface Target {
    /** The class of the component. */
    readonly type: string;
    /** Its arguments, besides `auth`, `network`, `schemaRegistry` and those of every target. */
    readonly takes: ArgumentShape;
    /** The authentication methods that it supports. */
    readonly auth: Readonly<Record<string, AuthRow<never>>>;
    /** The networks that it supports. */
    readonly networks: Readonly<Record<string, NetworkRow<never>>>;
    /** The default network. Without it, `network` is required. */
    readonly network?: string;
    /** The arguments of its schema registry. */
    readonly registry: ArgumentShape;
    /** Creates the access to a registry of AWS Glue, if its schema registry can be one. */
    readonly glue?: CreateGlueAccess;
    /** Returns its brokers. Called with valid arguments. */
    readonly brokers: (selection: BrokersContext) => Brokers;
    /** Creates topics, if neither the lookup of the brokers nor `auth` does. */
    readonly topics?: CreateTopics;
    /** Lists more problems of its arguments, for a valid `auth` and network. */
    readonly problems?: (auth: string, network: string) => readonly string[];
}

/** The arguments by which the brokers of a target are found. */
export interface BrokersContext {
    readonly context: IngestionContext;
    readonly auth: string;
    readonly network: Chosen<NetworkRow<never>>;
    readonly securityProtocol: SecurityProtocol;
}

/** The values of `validation`. */
export const VALIDATIONS = {
    /** Validates nothing. */
    skip: { validate: false, reads: false },
    /** Validates connections when they are created or altered. */
    connect: { validate: true, reads: false },
    /** Validates connections, and waits until each new source has read the messages that its topic has. */
    data: { validate: true, reads: true },
} as const;

/** Valid arguments, and the rows that they select. */
export interface Plan {
    readonly auth: Chosen<AuthRow<never>>;
    readonly network: Chosen<NetworkRow<never>>;
    readonly registry: AnyRegistry | undefined;
    /** The registry of AWS Glue, and what creates the access to it. */
    readonly glue: { readonly given: GlueRegistryArgs; readonly create: CreateGlueAccess } | undefined;
    readonly validation: (typeof VALIDATIONS)[keyof typeof VALIDATIONS];
    readonly securityProtocol: SecurityProtocol;
    readonly brokers: Target["brokers"];
    readonly topics: Target["topics"];
}

/** The arguments of the Kafka connection. */
export type KafkaConnectionSettings = Omit<Identity, "dependsOn"> &
    KafkaEndpoint & {
        readonly securityProtocol: SecurityProtocol;
        readonly validate?: boolean;
        readonly progressTopic?: pulumi.Input<string>;
    };

/** The arguments of every target. */
const COMMON: ArgumentShape = {
    required: ["auth"],
    optional: [
        ...["cluster", "database", "schema", "owner", "profile", "tags", "sources", "securityProtocol", "validation"],
        ...["network", "schemaRegistry", "topics", "transform", "sinks", "progressTopic"],
    ],
    nested: { topics: TOPICS },
};

/** The arguments of a target, as a program without types may give them. */
type Given = Readonly<Record<string, unknown>>;

/** Returns the plan of an ingestion, or throws an error that lists what is wrong with its arguments. */
export function planOf(component: pulumi.ComponentResource, args: object, target: Target): Plan {
    const given = args as Given;
    refuseArguments(component, mistakeProblems(args));
    const auth = chooseOne("auth", given.auth, target.auth, ELSEWHERE);
    const network = chooseOne("network", given.network ?? defaultNetwork(target), target.networks);
    const problems = [
        ...shapeProblems("", given, shapeOf(target)),
        ...(isGiven(given.auth) ? auth.problems : []),
        ...network.problems,
        ...sourceProblems(given.sources),
        ...sinkProblems(given.sinks),
    ];
    if (auth.chosen === undefined || network.chosen === undefined || problems.length > 0) {
        throw argumentError(component, problems);
    }
    const chosen = { auth: auth.chosen, network: network.chosen };
    refuseArguments(component, problemsOf(given, target, chosen));
    const [defaultProtocol] = chosen.auth.row.protocols;
    return {
        ...chosen,
        ...registriesOf(given, target),
        validation: VALIDATIONS[(given.validation ?? "connect") as keyof typeof VALIDATIONS],
        securityProtocol: (given.securityProtocol ?? defaultProtocol) as SecurityProtocol,
        brokers: target.brokers,
        topics: target.topics,
    };
}

function registriesOf({ schemaRegistry }: Given, { glue: create }: Target): Pick<Plan, "registry" | "glue"> {
    const given = (property(schemaRegistry, "glue") ?? undefined) as GlueRegistryArgs | undefined;
    if (create !== undefined && given !== undefined) return { registry: undefined, glue: { given, create } };
    return { registry: (schemaRegistry ?? undefined) as AnyRegistry | undefined, glue: undefined };
}

/** The arguments of every target, and those of this one. */
const shapeOf = ({ takes, registry }: Target): ArgumentShape => ({
    required: [...COMMON.required, ...takes.required],
    optional: [...(COMMON.optional ?? []), ...(takes.optional ?? [])],
    nested: { ...COMMON.nested, ...takes.nested, schemaRegistry: registry },
});

const defaultNetwork = ({ network }: Target): object => (network === undefined ? {} : { [network]: {} });

/** Lists the arguments that contradict each other. */
function problemsOf(given: Given, target: Target, { auth, network }: Pick<Plan, "auth" | "network">): string[] {
    const { securityProtocol: protocol, schemaRegistry: registry, validation } = given;
    const { protocols } = auth.row;
    return [
        ...(auth.key === "unauthenticated" && network.row.isPublic === true
            ? [
                  `auth.unauthenticated cannot be used over network.${network.key}, since anybody on the internet could read from the brokers: use another authentication method, or a private network`,
              ]
            : []),
        ...(protocol === undefined || protocols.includes(protocol as SecurityProtocol)
            ? []
            : [
                  `securityProtocol cannot be ${JSON.stringify(protocol)} with auth.${auth.key}: leave it out, or give ${protocols.join(" or ")}`,
              ]),
        ...(validation === undefined || Object.keys(VALIDATIONS).includes(validation as string)
            ? []
            : [`validation takes ${Object.keys(VALIDATIONS).join(" or ")}, not ${JSON.stringify(validation)}`]),
        ...registryProblems(registry),
        ...(network.row.reachesRegistry
            ? registryPortProblems(registry)
            : isObject(registry) && "target" in registry
              ? [
                    `schemaRegistry.target needs a network that reaches the registry, which network.${network.key} does not: leave it out, and Materialize connects to the URL`,
                ]
              : []),
        ...(auth.row.problems?.(auth.given as never) ?? []),
        ...(network.row.problems?.(network.given as never) ?? []),
        ...topicProblems(given.topics),
        ...(target.topics === undefined ? [] : secretProblems(given.topics, auth)),
        ...(target.problems?.(auth.key, network.key) ?? []),
    ];
}
