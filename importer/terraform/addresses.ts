import { identifier, longerNames, uniqueNames } from "../names";
import { isDeclared } from "./declarations";
import type { StateResource } from "./state";

/**
 * Returns names for the resources of a state, by their addresses: those of Terraform, after the names of modules and before the key of `count` or
 * `for_each`. What is declared has its type too, since it is often named after its object.
 */
export const terraformNames = (resources: readonly StateResource[]): ReadonlyMap<string, string> =>
    uniqueNames(
        resources.map(resource => {
            const { address, module, name, index, type } = resource;
            const base = identifier([module.replaceAll(/(?:^|\.)module\./gu, "."), name, index ?? ""]);
            return { key: address, names: [...(isDeclared(resource) ? [] : [base]), ...longerNames(base, type, address)] };
        }),
    );

/** Returns the command that removes resources from the state of Terraform, one address per line. */
export const stateRm = (addresses: readonly string[]): string[] =>
    ["terraform state rm", ...addresses.map(address => `  ${quoted(address)}`)].map((line, at) =>
        at === addresses.length ? line : `${line} \\`,
    );

/** Returns a text as one word of a shell. */
const quoted = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Returns the `removed` blocks with which Terraform forgets resources. A block has no keys of `count` and `for_each` and stands for all instances, so
 * that there is none for a resource of which an instance stays.
 */
export function removedBlocks(moved: readonly StateResource[], all: readonly StateResource[]): string {
    const gone = new Set(moved.map(({ address }) => address));
    const staying = new Set(all.filter(({ address }) => !gone.has(address)).map(configurationAddress));
    const addresses = [...new Set(moved.map(configurationAddress))].filter(address => !staying.has(address));
    return addresses.map(address => `removed {\n  from = ${address}\n\n  lifecycle {\n    destroy = false\n  }\n}\n`).join("\n");
}

/** Returns the address of the block of a resource, without keys of `count` and `for_each`. */
const configurationAddress = ({ module, type, name }: StateResource): string =>
    [...(module === "" ? [] : [module.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/gu, "")]), `materialize_${type}`, name].join(".");
