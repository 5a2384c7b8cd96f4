import type { EC2Client, RouteTable } from "@aws-sdk/client-ec2";
import { isPublicRoute } from "../../../common/routes";
import { ec2Sdk } from "./awsSdk";

/** Returns the subnets that have no route to an internet gateway. If AWS denies the calls, it prints a warning and returns none. */
export async function privateSubnets(
    ec2: EC2Client,
    subnetIds: readonly string[],
    print: (line: string) => void,
): Promise<string[]> {
    try {
        const { DescribeSubnetsCommand } = ec2Sdk();
        const { Subnets: subnets = [] } = await ec2.send(new DescribeSubnetsCommand({ SubnetIds: [...subnetIds] }));
        const tables = await routeTables(ec2, [...new Set(subnets.flatMap(({ VpcId: vpc = [] }) => vpc))]);
        return subnets.flatMap(({ SubnetId: id = "", VpcId: vpc }) => (isPublic(tableOf(tables, id, vpc)) ? [] : [id]));
    } catch (error) {
        if (error instanceof Error && /^(?:UnauthorizedOperation|AccessDenied)/u.test(error.name)) {
            print(
                `cannot check that ${subnetIds.join(", ")} have a route to an internet gateway: allow ec2:DescribeSubnets and ec2:DescribeRouteTables (${error.name}: ${error.message})`,
            );
            return [];
        }
        throw error;
    }
}

async function routeTables(ec2: EC2Client, vpcIds: string[]): Promise<RouteTable[]> {
    const found: RouteTable[] = [];
    const pages = ec2Sdk().paginateDescribeRouteTables({ client: ec2 }, { Filters: [{ Name: "vpc-id", Values: vpcIds }] });
    for await (const page of pages) found.push(...(page.RouteTables ?? []));
    return found;
}

/** Returns the route table of a subnet: the associated one, or else the main one of its VPC. */
const tableOf = (tables: readonly RouteTable[], subnetId: string, vpcId: string | undefined): RouteTable | undefined =>
    tables.find(({ Associations: all = [] }) => all.some(({ SubnetId: id }) => id === subnetId)) ??
    tables.find(({ VpcId: id, Associations: all = [] }) => id === vpcId && all.some(({ Main: main }) => main === true));

const isPublic = (table: RouteTable | undefined): boolean =>
    (table?.Routes ?? []).some(
        ({ DestinationCidrBlock: block, DestinationPrefixListId: prefixList, GatewayId: target, State: state }) =>
            isPublicRoute({ block, prefixList, target }) && state !== "blackhole",
    );
