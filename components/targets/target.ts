import type * as pulumi from "@pulumi/pulumi";
import type { KafkaEndpoint } from "../../sdk";
import {
    argumentError,
    type ArgumentShape,
    type Chosen,
    chooseOne,
    isGiven,
    isObject,
    refuseArguments,
    shapeProblems,
} from "../argumentShape";
import { type AuthRow, ELSEWHERE, type Identity, type SecurityProtocol } from "./auth";
import type { Maker } from "./maker";
import type { NetworkRow, Site } from "./networks";
import { type AnyRegistry, registryProblems } from "./registry";
import { sourceProblems } from "./sources";
import { type MakesTopics, secretProblems, TOPICS, topicProblems } from "./topics";

/** How one Kafka differs from the others. */
export interface Target {
    /** The component's class. */
    readonly type: string;
    /** Its own arguments, besides `auth`, `network`, `schemaRegistry` and those of every target. */
    readonly takes: ArgumentShape;
    /** The ways to say who the client is that it can do. */
    readonly auth: Readonly<Record<string, AuthRow<never>>>;
    /** The networks that it can be reached over. */
    readonly networks: Readonly<Record<string, NetworkRow<never>>>;
    /** The network, where none is given. Default: one must be. */
    readonly network?: string;
    /** How its schema registry is given. */
    readonly registry: ArgumentShape;
    /** Where its brokers are, asked once all arguments are right. */
    readonly site: (asked: Asking) => Site;
    /** How topics are made, where neither its site nor its `auth` makes them. */
    readonly topics?: MakesTopics;
    /** What else is wrong with its arguments, once there is an `auth` and a network. */
    readonly problems?: (auth: string, network: string) => readonly string[];
}

/** What a target's brokers are asked for. */
export interface Asking {
    readonly maker: Maker;
    readonly auth: string;
    readonly network: Chosen<NetworkRow<never>>;
    readonly securityProtocol: SecurityProtocol;
}

/** What is tried when it is made: a row for each word. */
export const VALIDATIONS = {
    /** Nothing is tried. */
    skip: { validate: false, reads: false },
    /** Connections are, when they are made or altered. */
    connect: { validate: true, reads: false },
    /** Connections are, and each new source has to read what its topic has. */
    data: { validate: true, reads: true },
} as const;

/** Arguments that are right, and the rows that they chose. */
export interface Plan {
    readonly auth: Chosen<AuthRow<never>>;
    readonly network: Chosen<NetworkRow<never>>;
    readonly registry: AnyRegistry | undefined;
    readonly validation: (typeof VALIDATIONS)[keyof typeof VALIDATIONS];
    readonly securityProtocol: SecurityProtocol;
    readonly site: Target["site"];
    readonly topics: Target["topics"];
}

/** What a connection to Kafka is asked for. */
export type Asked = Omit<Identity, "dependsOn"> &
    KafkaEndpoint & { readonly securityProtocol: SecurityProtocol; readonly validate?: boolean };

/** The arguments of every target. */
const COMMON: ArgumentShape = {
    required: ["auth"],
    optional: [
        ...["cluster", "database", "schema", "owner", "profile", "tags", "sources", "securityProtocol", "validation"],
        ...["network", "schemaRegistry", "topics", "transform"],
    ],
    nested: { topics: TOPICS },
};

/** A target's arguments, as a program without types may have given them. */
type Given = Readonly<Record<string, unknown>>;

/** Returns the plan of an ingestion, or throws an error that lists what is wrong with its arguments. */
export function planOf(component: pulumi.ComponentResource, args: object, target: Target): Plan {
    const given = args as Given;
    const auth = chooseOne("auth", given.auth, target.auth, ELSEWHERE);
    const network = chooseOne("network", given.network ?? defaultNetwork(target), target.networks);
    const problems = [
        ...shapeProblems("", given, shapeOf(target)),
        ...(isGiven(given.auth) ? auth.problems : []),
        ...network.problems,
        ...sourceProblems(given.sources),
    ];
    if (auth.chosen === undefined || network.chosen === undefined || problems.length > 0) {
        throw argumentError(component, problems);
    }
    const chosen = { auth: auth.chosen, network: network.chosen };
    refuseArguments(component, problemsOf(given, target, chosen));
    const [defaultProtocol] = chosen.auth.row.protocols;
    return {
        ...chosen,
        registry: (given.schemaRegistry ?? undefined) as AnyRegistry | undefined,
        validation: VALIDATIONS[(given.validation ?? "connect") as keyof typeof VALIDATIONS],
        securityProtocol: (given.securityProtocol ?? defaultProtocol) as SecurityProtocol,
        site: target.site,
        topics: target.topics,
    };
}

/** The arguments of every target, and those of this one. */
const shapeOf = ({ takes, registry }: Target): ArgumentShape => ({
    required: [...COMMON.required, ...takes.required],
    optional: [...(COMMON.optional ?? []), ...(takes.optional ?? [])],
    nested: { ...COMMON.nested, ...takes.nested, schemaRegistry: registry },
});

const defaultNetwork = ({ network }: Target): object => (network === undefined ? {} : { [network]: {} });

/** What two arguments together cannot mean. */
function problemsOf(given: Given, target: Target, { auth, network }: Pick<Plan, "auth" | "network">): string[] {
    const { securityProtocol: protocol, schemaRegistry: registry, validation } = given;
    const { protocols } = auth.row;
    return [
        ...(auth.key === "unauthenticated" && network.row.isPublic === true
            ? [
                  `auth.unauthenticated over network.${network.key} would let brokers on the internet serve whoever asks: give the user that they know, or a network of their own`,
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
        ...(network.row.reachesRegistry
            ? registryProblems(registry)
            : isObject(registry) && "target" in registry
              ? [
                    `schemaRegistry.target is for a network that leads to it, which network.${network.key} does not: leave it out, and the registry is reached by its URL`,
                ]
              : []),
        ...(auth.row.problems?.(auth.given as never) ?? []),
        ...topicProblems(given.topics),
        ...(target.topics === undefined ? [] : secretProblems(given.topics, auth)),
        ...(target.problems?.(auth.key, network.key) ?? []),
    ];
}
