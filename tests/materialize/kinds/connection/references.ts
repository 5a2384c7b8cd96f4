import type { Catalog } from "../../catalog/catalog";
import { spoken, type CatalogObject, type ConnectionBody, type OptionValue } from "../../catalog/object";
import { failure } from "../../errors";

export type Options = ConnectionBody["options"];
export type Check = (options: Options, catalog: Catalog) => void;

/** Refuses the first option of these that is missing. */
export function checkRequired(options: Options, names: readonly string[], refusal = "option is required"): void {
    const missing = names.find(name => !(name in options));
    if (missing) throw failure(`${missing} ${refusal}`);
}

export function invalid(reason: string): Error {
    return failure(`invalid CONNECTION: ${reason}`);
}

const IS_NOT: Readonly<Record<string, string>> = {
    "ssh-tunnel": "is not an SSH connection",
    "aws-privatelink": "is not an AWS PRIVATELINK connection",
    aws: "is not an AWS connection",
};

/** A connection that an option names, which must be of one kind. */
export function connectionOf(catalog: Catalog, type: string, id: string): CatalogObject {
    const object = catalog.item(id);
    if (!object) throw failure(`invalid id ${id}`);
    if (!object.connection) throw failure(`"${object.name}" is a ${spoken(object.kind)} not a connection`);
    if (object.connection.type !== type) throw failure(`${object.name} ${IS_NOT[type] ?? ""}`);
    return object;
}

/** Whether there is an AWS CONNECTION; what it names must be one. */
export function checkAwsReference(options: Options, catalog: Catalog): boolean {
    const id = referenceOf(options["AWS CONNECTION"]);
    if (id !== undefined) connectionOf(catalog, "aws", id);
    return id !== undefined;
}

export function checkTunnel(options: Options, catalog: Catalog, portRefused?: string): void {
    const [ssh, privatelink] = [referenceOf(options["SSH TUNNEL"]), referenceOf(options["AWS PRIVATELINK"])];
    const link = options["AWS PRIVATELINK"];
    if (portRefused !== undefined && link && "privatelink" in link && link.port !== undefined)
        throw invalid(`${portRefused} does not support PORT for AWS PRIVATELINK`);
    if (ssh !== undefined && privatelink !== undefined) throw failure("cannot specify both SSH TUNNEL and AWS PRIVATELINK");
    if (ssh !== undefined) connectionOf(catalog, "ssh-tunnel", ssh);
    if (privatelink !== undefined) connectionOf(catalog, "aws-privatelink", privatelink);
}

function referenceOf(option: OptionValue | undefined): string | undefined {
    if (!option) return undefined;
    return "object" in option ? option.object : "privatelink" in option ? option.privatelink : undefined;
}

export function textOf(option: OptionValue | undefined): string | undefined {
    return option && "text" in option ? option.text : undefined;
}
