import type { Route } from "../../../common/routes";
import { isPublicSubnet } from "./network";
import type { World } from "./world";

/** A route table of a VPC. */
export interface RouteTable {
    readonly id: string;
    readonly vpcId: string;
    /** The subnet that is associated with it; none for the main table, which is that of the other subnets. */
    readonly subnetId?: string;
    /** The routes besides the local one. */
    readonly routes: readonly Route[];
}

/** Returns the route tables of a region: the main one of each VPC, and one with a route to the internet for each public subnet. */
export function routeTablesOf(world: World, region: string): RouteTable[] {
    const main = world
        .all("vpc", (_, vpc) => vpc.region === region)
        .map(({ id }) => ({ id: id.replace(/^vpc/u, "rtb"), vpcId: id, routes: [] }));
    const isHere = ({ id, ...subnet }: { readonly id: string; readonly region: string }): boolean =>
        subnet.region === region && isPublicSubnet(world, id);
    const own = world
        .all("subnet", (_, subnet) => isHere(subnet))
        .map(({ id, props: { vpcId = "" } }) => {
            const [gateway] = world.all("internetGateway", props => props.vpcId === vpcId);
            const routes = [{ block: "0.0.0.0/0", target: gateway?.id }];
            return { id: id.replace(/^subnet/u, "rtb"), vpcId, subnetId: id, routes };
        });
    return [...main, ...own];
}
