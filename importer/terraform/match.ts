import { regionOfEnvironment } from "../../provider/helpers/aws/regions";
import { catalogName } from "../../provider/statement/qualifiedName";
import type { Found } from "../catalogObjects";
import type { LeftOut } from "../selection";
import type { StateResource } from "./state";

/** The advice for a state that does not have what Materialize has. */
const REFRESH = "run `terraform apply -refresh-only`, write the state again, and then repeat this command";

/** Finds the object of a resource among those of the catalog, by its id and its name. Returns why it is not imported if the state is not clear. */
export function objectOf(resource: StateResource, found: readonly Found[]): Found | LeftOut {
    const { className = "", objectId, address } = resource;
    const ofClass = found.filter(({ kind }) => kind.name === className);
    const byName = ofClass.find(one => hasName(resource, one));
    const byId = objectId === undefined ? byName : ofClass.find(({ row }) => row.id === objectId);
    if (byId !== undefined && byId === byName) return byId;
    const because = (reason: string): LeftOut => ({ object: address, reason });
    if (byId !== undefined) return because(`the object with its id is ${catalogName(byId.row)}: ${REFRESH}`);
    if (byName !== undefined) return because(`another object has its name, with the id ${byName.row.id}: ${REFRESH}`);
    return because(`the environment has no such ${className}`);
}

/** True if an object has the name of a resource, as far as the state has it. */
function hasName(resource: StateResource, { kind, row }: Found): boolean {
    const container: readonly (readonly [attribute: string, step: string | null])[] =
        row.schema !== null
            ? [
                  ["schema_name", row.schema],
                  ["database_name", row.database],
              ]
            : [[kind.scope === "cluster" ? "cluster_name" : "database_name", row.database]];
    const isEqual = (attribute: string, step: string | null): boolean =>
        step === null || [undefined, step].includes(resource.compared(attribute));
    return resource.compared("name") === row.name && container.every(([attribute, step]) => isEqual(attribute, step));
}

/**
 * Returns why a resource of another region than the environment is not imported; undefined for one of the environment. Throws if resources have several
 * regions, and the environment does not say which one is its own.
 */
export function otherRegion(
    environmentId: string,
    resources: readonly StateResource[],
): (resource: StateResource) => string | undefined {
    const name = regionOfEnvironment(environmentId);
    const regions = [...new Set(resources.flatMap(({ region }) => region ?? []))].toSorted();
    if (name === undefined && regions.length > 1)
        throw new Error(
            `the state has objects of the regions ${regions.join(", ")}, and the environment ${environmentId} does not say which of them it is in`,
        );
    const own = name === undefined ? regions[0] : `aws/${name}`;
    return ({ region }) =>
        region === undefined || region === own
            ? undefined
            : `it is in the region ${region}, and the environment in ${own ?? "none"}: repeat this command with the settings of that region`;
}
