import type { Broker, ConnectionBody, OptionValue } from "../../catalog/object";
import { join, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import { connectionKind, inOrder } from "./kinds";

/** The definition of a connection: its options in an order of their own. */
export function connectionDefinition({ type, options }: ConnectionBody): Doc {
    const printed = inOrder(Object.keys(options)).map((name): Doc => [`${name} = `, value(name, options[name] ?? { text: "" })]);
    return [
        "CREATE CONNECTION ",
        { self: "path" },
        ` TO ${connectionKind(type).keyword} (`,
        ...(join(printed, ", ") as Doc[]),
        ")",
    ];
}

function value(name: string, option: OptionValue): Doc {
    if ("text" in option) return option.bare ? { ident: option.text } : text(option.text);
    if ("number" in option) return option.number;
    if ("secret" in option) return ["SECRET ", { item: option.secret, path: option.path }];
    if ("object" in option) return { item: option.object, path: option.path };
    if ("list" in option) return `(${option.list.map(text).join(", ")})`;
    if ("privatelink" in option) {
        return [
            { item: option.privatelink, path: option.path },
            ...(option.port === undefined ? [] : [` (PORT ${option.port})`]),
        ];
    }
    const brokers = join(option.brokers.map(broker), ", ");
    return name === "BROKER" ? brokers : ["(", brokers, ")"];
}

function broker({ address, tunnel }: Broker): Doc {
    if (!tunnel) return text(address);
    // Materialize prints no space before USING SSH TUNNEL.
    if (tunnel.kind === "SSH TUNNEL") return [text(address), "USING SSH TUNNEL ", { item: tunnel.id, path: tunnel.path }];
    const options = tunnel.options.map(([name, given]) => `${name} = ${name === "PORT" ? given : text(given)}`).join(", ");
    return [
        text(address),
        " USING AWS PRIVATELINK ",
        { item: tunnel.id, path: tunnel.path },
        ...(options === "" ? [] : [` (${options})`]),
    ];
}

/** The ids of what a connection refers to. */
export function connectionUses({ options }: ConnectionBody): string[] {
    const ids = Object.values(options).flatMap(option => {
        if ("secret" in option) return [option.secret];
        if ("object" in option) return [option.object];
        if ("privatelink" in option) return [option.privatelink];
        return "brokers" in option ? option.brokers.flatMap(({ tunnel }) => (tunnel ? [tunnel.id] : [])) : [];
    });
    return [...new Set(ids)];
}
