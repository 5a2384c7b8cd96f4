import { type CatalogObjects, type Found, keyOf } from "../catalogObjects";
import type { LeftOut } from "../selection";
import { terraformNames } from "./addresses";
import { type Declaration, declarations, isDeclared, isSensitive } from "./declarations";
import { DATA_SOURCES, RESOURCES } from "./equivalents";
import { objectOf, otherRegion } from "./match";
import type { StateResource, TerraformState } from "./state";

/** What moves from a state of Terraform, and what does not. */
export interface Move {
    readonly objects: readonly Found[];
    /** The names of the resources by the keys of the objects. */
    readonly names: ReadonlyMap<string, string>;
    /** The resources of Terraform by the keys of their objects. */
    readonly sources: ReadonlyMap<string, readonly StateResource[]>;
    readonly declared: readonly Declaration[];
    /** What cannot be moved. */
    readonly others: readonly LeftOut[];
    /** What stays in Terraform, or is written in another way. */
    readonly staying: readonly LeftOut[];
    readonly state: TerraformState;
}

/** Finds the objects of a state in the catalog of an environment. `isWanted` tells which of them the user asks for. */
export function moveOf(
    state: TerraformState,
    { found }: CatalogObjects,
    environmentId: string,
    isWanted: (object: Found) => boolean,
): Move {
    const names = terraformNames(state.resources);
    const obstacleOf = obstacles(environmentId, state.resources);
    const moving = state.resources
        .filter(({ className }) => className !== undefined)
        .map(resource => ({ resource, reason: obstacleOf(resource) }));
    const free = moving.flatMap(({ resource, reason }) => (reason === undefined ? [resource] : []));
    const matches = free.flatMap(one => (isDeclared(one) ? [] : [{ resource: one, object: objectOf(one, found) }]));
    const missing = matches.flatMap(({ object }) => ("reason" in object ? [object] : []));
    if (missing.length > 0 && missing.length === matches.length)
        throw new Error(
            `the environment ${environmentId} has none of the objects of the state, such as ${missing[0]?.object ?? ""}: name the stack with the settings of their environment with --stack`,
        );
    const objects = new Map<string, Found>();
    const sources = new Map<string, StateResource[]>();
    for (const { resource, object } of matches) {
        if ("reason" in object || !isWanted(object)) continue;
        const key = keyOf(object.row);
        objects.set(key, object);
        sources.set(key, [...(sources.get(key) ?? []), resource]);
    }
    const blocked = moving.flatMap(({ resource, reason }) =>
        reason === undefined ? [] : [{ object: resource.address, reason }],
    );
    return {
        ...{ state, sources, objects: [...objects.values()], staying: stayingIn(state) },
        names: new Map([...sources].map(([key, [first]]) => [key, names.get(first?.address ?? "") ?? ""])),
        declared: declarations(free.filter(isDeclared), names),
        others: [...missing, ...blocked, ...state.deposed.map(address => ({ object: address, reason: DEPOSED }))],
    };
}

const SENSITIVE = "Terraform marks an argument of it as sensitive: declare it";
const DEPOSED = "Terraform has replaced this object and not dropped it yet: run `terraform apply` first";
const CLOUD = "it belongs to the API of Materialize's cloud, see docs/beside-terraform.md";
const UNKNOWN = "this version of the package does not know the type";

/** Returns why a resource cannot be moved; undefined if the catalog decides. */
function obstacles(environmentId: string, resources: readonly StateResource[]): (resource: StateResource) => string | undefined {
    const regionOf = otherRegion(environmentId, resources);
    return resource => regionOf(resource) ?? (isDeclared(resource) && isSensitive(resource) ? SENSITIVE : undefined);
}

/** Returns what stays in Terraform, or is written in another way. */
function stayingIn({ resources, dataSources }: TerraformState): LeftOut[] {
    const without = resources.filter(({ className }) => className === undefined);
    return [
        ...without.map(({ address, type }) => ({ object: address, reason: Object.hasOwn(RESOURCES, type) ? CLOUD : UNKNOWN })),
        ...dataSources.map(({ address, type }) => ({ object: address, reason: DATA_SOURCES[type]?.join(", ") ?? CLOUD })),
    ];
}
