import type { KafkaEndpoint } from "../../sdk";
import { isGiven, type Shape } from "../networks/parts";
import { type AuthRow, ELSEWHERE, type Identity, type SecurityProtocol } from "./auth";
import type { Maker } from "./maker";
import type { NetworkRow, Site } from "./networks";
import { type AnyRegistry, registryProblems } from "./registry";
import { sourceProblems } from "./sources";
import { type Chosen, choiceOf, isObject, isRight, shapesOf, type Takes, wrong } from "./takes";
import { type MakesTopics, secretProblems, TOPICS, topicProblems } from "./topics";

/** How one Kafka differs from the others. */
export interface Target {
    /** The component's class. */
    readonly type: string;
    /** Its own arguments, besides `auth`, `network`, `schemaRegistry` and those of every target. */
    readonly takes: Takes;
    /** The ways to say who the client is that it can do. */
    readonly auth: Readonly<Record<string, AuthRow<never>>>;
    /** The networks that it can be reached over. */
    readonly networks: Readonly<Record<string, NetworkRow<never>>>;
    /** The network, where none is given. Default: one must be. */
    readonly network?: string;
    /** How its schema registry is given. */
    readonly registry: Takes;
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
const COMMON: Takes = {
    required: ["auth"],
    optional: [
        ...["cluster", "database", "schema", "owner", "profile", "tags", "sources", "securityProtocol", "validation"],
        ...["network", "schemaRegistry", "topics"],
    ],
    nested: { topics: TOPICS },
};

/** A target's arguments, as a program without types may have given them. */
type Given = Readonly<Record<string, unknown>>;

/** The shapes of a target's arguments; a plan where all of them are right. */
export function examined(args: object, target: Target): { shapes: Shape[]; plan: Plan | undefined } {
    const given = args as Given;
    const required = [...COMMON.required, ...target.takes.required];
    const nested = { ...COMMON.nested, ...target.takes.nested };
    const optional = [...(COMMON.optional ?? []), ...(target.takes.optional ?? [])];
    const auth = choiceOf("auth", given.auth, target.auth, ELSEWHERE);
    const network = choiceOf("network", given.network ?? defaultNetwork(target), target.networks);
    const registry = given.schemaRegistry ?? undefined;
    const shapes = [
        ...shapesOf("", given, { required, optional, nested }),
        ...(isGiven(given.auth) ? auth.shapes : []),
        ...network.shapes,
        wrong(...sourceProblems(given.sources)),
        ...(registry === undefined ? [] : shapesOf("schemaRegistry", registry, target.registry)),
    ];
    const chosen = auth.chosen && network.chosen ? { auth: auth.chosen, network: network.chosen } : undefined;
    const problems = chosen !== undefined && shapes.every(isRight) ? problemsOf(given, target, chosen) : [];
    const all = problems.length === 0 ? shapes : [...shapes, wrong(...problems)];
    if (chosen === undefined || !all.every(isRight)) return { shapes: all, plan: undefined };
    const [usual] = chosen.auth.row.protocols;
    return {
        shapes: all,
        plan: {
            ...chosen,
            registry: registry as AnyRegistry | undefined,
            validation: VALIDATIONS[(given.validation ?? "connect") as keyof typeof VALIDATIONS],
            securityProtocol: (given.securityProtocol ?? usual) as SecurityProtocol,
            site: target.site,
            topics: target.topics,
        },
    };
}

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
