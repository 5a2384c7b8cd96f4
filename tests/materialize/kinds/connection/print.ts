import { join, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import type { Broker, ConnectionBody, OptionValue } from "./body";
import { inOrder } from "./options";
import { connectionType } from "./types";

/** Returns the definition of a connection. Its options have a fixed order. */
export function connectionDefinition({ type, options }: ConnectionBody): Doc {
    const printed = inOrder(Object.keys(options)).map((name): Doc => [`${name} = `, value(name, options[name] ?? { text: "" })]);
    return ["CREATE CONNECTION ", { self: "path" }, ` TO ${connectionType(type).keyword} (`, join(printed, ", "), ")"];
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
