import { bracket, commas, join, lines, nested, type Doc } from "../../sql/doc";
import { text } from "../../sql/names";
import type { VersionAnswers } from "../../versions";
import type { Broker, BrokerRule, ConnectionBody, OptionValue } from "./body";
import { inOrder } from "./options";
import { connectionType } from "./types";

/** Options whose texts may be a part of credentials. */
const CREDENTIALS = ["ACCESS KEY ID", "CREDENTIAL", "SASL USERNAME", "SESSION TOKEN", "USER"];

/** Returns the definition of a connection. Its options have a fixed order. */
export function connectionDefinition({ type, options }: ConnectionBody, { redactsUsers }: VersionAnswers): Doc {
    const printed = inOrder(Object.keys(options)).map((name): Doc => {
        const given = options[name] ?? { text: "" };
        const redacted = redactsUsers && CREDENTIALS.includes(name) && "text" in given;
        return [`${name} = `, redacted ? { literal: text(given.text) } : value(name, given)];
    });
    const to = nested([`TO ${connectionType(type).keyword}`, bracket("(", commas(printed), ")")]);
    return lines([["CREATE CONNECTION ", { self: "path" }], to]);
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

function broker(one: Broker | BrokerRule): Doc {
    const { tunnel } = one;
    const which = "matching" in one ? `MATCHING ${text(one.matching)}` : text(one.address);
    if (!tunnel) return which;
    // Materialize prints no space before USING SSH TUNNEL.
    if (tunnel.kind === "SSH TUNNEL") return [which, "USING SSH TUNNEL ", { item: tunnel.id, path: tunnel.path }];
    const options = tunnel.options.map(([name, given]) => `${name} = ${name === "PORT" ? given : text(given)}`).join(", ");
    return [
        which,
        " USING AWS PRIVATELINK ",
        { item: tunnel.id, path: tunnel.path },
        ...(options === "" ? [] : [` (${options})`]),
    ];
}
