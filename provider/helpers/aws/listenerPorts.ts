import { MAX_PORT } from "../../../common/addresses";
import { containsUnknown, type Fields, isFields } from "../../values/value";

/** A broker as the layout gets it: `listenerPort` is the port that the program wants. */
interface Broker {
    readonly id: number;
    readonly port: number;
    readonly targetPort?: number | null;
    readonly listenerPort: number;
}

/** The distance between the two ports that a broker's listener has in turn. */
const TURN = 1000;

/** The number of listeners that AWS allows one load balancer. */
const MOST_LISTENERS = 50;

/** The ports of the listeners by the id of their broker. */
export type ListenerPorts = Readonly<Record<string, number>>;

const brokersOf = (args: Fields): readonly Broker[] => (Array.isArray(args.brokers) ? (args.brokers as readonly Broker[]) : []);

const targetPort = ({ port, targetPort: other }: Broker): number => other ?? port;

const isMoved = (broker: Broker, before: Broker): boolean =>
    !containsUnknown(targetPort(broker)) && targetPort(broker) !== targetPort(before);

/** Returns the ports that the listeners have according to a state. States of earlier versions have no list. */
export const portsIn = (state: Fields): ListenerPorts => {
    const wanted = Object.fromEntries(brokersOf(state).map(({ id, listenerPort }) => [String(id), listenerPort]));
    return isFields(state.__listenerPorts) ? { ...wanted, ...(state.__listenerPorts as ListenerPorts) } : wanted;
};

/**
 * Returns the ports of the listeners. A broker whose own port changes gets a listener on another port, so that AWS has both until the Kafka connection is
 * altered. Without a free port, or with ports that the program gives (`__fixedPorts`), the listener keeps its port and leads to the new one at once.
 */
export function listenerPorts(args: Fields, olds: Fields): ListenerPorts {
    const [now, earlier, before] = [brokersOf(args), brokersOf(olds), portsIn(olds)];
    const others = [...registryPort(args), ...serversOf(args).map(({ listenerPort }) => listenerPort)];
    const taken = new Set([...Object.values(before), ...now.map(({ listenerPort }) => listenerPort), ...others]);
    const isRoom = now.length + earlier.length + others.length <= MOST_LISTENERS;
    const portOf = (broker: Broker): number => {
        const old = earlier.find(({ id }) => id === broker.id);
        const had = before[String(broker.id)];
        if (old === undefined || had === undefined || old.listenerPort !== broker.listenerPort) return broker.listenerPort;
        if (!isMoved(broker, old)) return had;
        if (isFixed(args, broker) || !isRoom) return had;
        const other = had === broker.listenerPort ? broker.listenerPort + TURN : broker.listenerPort;
        return other > MAX_PORT || (other !== broker.listenerPort && taken.has(other)) ? had : other;
    };
    return Object.fromEntries(now.map(broker => [String(broker.id), portOf(broker)]));
}

const isFixed = (args: Fields, { id }: Broker): boolean => Array.isArray(args.__fixedPorts) && args.__fixedPorts.includes(id);

/** Returns the servers that are no brokers. Each keeps the port of its listener, which the program gives. */
export const serversOf = ({ servers }: Fields): readonly { readonly key: string; readonly listenerPort: number }[] =>
    Array.isArray(servers) ? (servers as readonly { readonly key: string; readonly listenerPort: number }[]) : [];

const registryPort = ({ schemaRegistry }: Fields): readonly number[] =>
    isFields(schemaRegistry) && typeof schemaRegistry.port === "number" ? [schemaRegistry.port] : [];

/** Describes what happens to the listeners of brokers whose own ports change. */
export function portWarnings(args: Fields, olds: Fields): string[] {
    const [ports, before] = [listenerPorts(args, olds), portsIn(olds)];
    const moved = brokersOf(args).filter(broker => {
        const old = brokersOf(olds).find(({ id }) => id === broker.id);
        return old !== undefined && isMoved(broker, old);
    });
    const isAtOnce = ({ id }: Broker): boolean => ports[String(id)] === before[String(id)];
    const [first] = moved;
    const atOnce = moved.filter(isAtOnce).map(({ id }) => String(id));
    if (first === undefined) return [];
    const change = `the brokers are reached on port ${String(targetPort(first))}`;
    return [
        ...(atOnce.length < moved.length
            ? [
                  `${change}: their new listeners are added first, then the connections are altered, and then the old listeners are removed`,
              ]
            : []),
        ...(atOnce.length > 0
            ? [
                  `warning: ${change}: the listeners of broker ${atOnce.join(", ")} lead there before the connections are altered, which cannot connect in between. To avoid it, give these brokers another listenerPort in the same change, or leave listenerPort out`,
              ]
            : []),
    ];
}
