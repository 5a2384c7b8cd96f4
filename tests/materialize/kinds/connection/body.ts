import { ofKind } from "../../catalog/object";

/** The value of an option: a text, which may be written as a name without quotes, a secret, or another object. */
export type OptionValue =
    | { readonly text: string; readonly bare?: boolean }
    | { readonly number: string }
    | { readonly secret: string; readonly path: readonly string[] }
    | { readonly object: string; readonly path: readonly string[] }
    | { readonly list: readonly string[] }
    | { readonly brokers: readonly (Broker | BrokerRule)[] }
    | { readonly privatelink: string; readonly path: readonly string[]; readonly port?: string | undefined };

/** The tunnel to a broker. */
export interface Tunnel {
    readonly kind: "SSH TUNNEL" | "AWS PRIVATELINK";
    readonly id: string;
    readonly path: readonly string[];
    readonly options: readonly [string, string][];
}

/** A broker of a Kafka connection, and the tunnel to it. */
export interface Broker {
    readonly address: string;
    readonly tunnel?: Tunnel | undefined;
}

/** The tunnel to the brokers whose advertised addresses match a pattern. */
export interface BrokerRule {
    readonly matching: string;
    readonly tunnel: Tunnel;
}

export type Options = Readonly<Record<string, OptionValue>>;

export interface ConnectionBody {
    /** The name of its connection type: `kafka`. */
    readonly type: string;
    readonly options: Options;
}

export const isConnection = ofKind<ConnectionBody>("connection");

export function textOf(option: OptionValue | undefined): string | undefined {
    return option && "text" in option ? option.text : undefined;
}

export function numberOf(option: OptionValue | undefined): number | undefined {
    return option && "number" in option ? Number(option.number) : undefined;
}

export function listOf(option: OptionValue | undefined): readonly string[] {
    return option && "list" in option ? option.list : [];
}

/** Returns the id of the object that an option refers to. */
export function referenceOf(option: OptionValue | undefined): string | undefined {
    if (!option) return undefined;
    return "object" in option ? option.object : "privatelink" in option ? option.privatelink : undefined;
}

/** Returns the brokers of a Kafka connection that lists them, without its rules. */
export function brokersOf(options: Options): readonly Broker[] {
    return listedBrokers(options).filter(one => "address" in one);
}

/** Returns the rules of a Kafka connection for brokers that it does not list. */
export function rulesOf(options: Options): readonly BrokerRule[] {
    return listedBrokers(options).filter(one => "matching" in one);
}

function listedBrokers(options: Options): readonly (Broker | BrokerRule)[] {
    const brokers = options.BROKER ?? options.BROKERS;
    return brokers && "brokers" in brokers ? brokers.brokers : [];
}

/** Returns the ids of the objects that a connection refers to. */
export function referencesOf({ options }: ConnectionBody): string[] {
    const ids = Object.values(options).flatMap(option => {
        if ("secret" in option) return [option.secret];
        if ("brokers" in option) return option.brokers.flatMap(({ tunnel }) => (tunnel ? [tunnel.id] : []));
        return referenceOf(option) ?? [];
    });
    return [...new Set(ids)];
}
