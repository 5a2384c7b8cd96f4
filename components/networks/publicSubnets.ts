import type { GetRouteTablesResult } from "@pulumi/aws/ec2/getRouteTables";
import type { GetSubnetResult } from "@pulumi/aws/ec2/getSubnet";
import * as pulumi from "@pulumi/pulumi";
import { messageOf } from "../../common/messageOf";
import { EVERYWHERE, isPublicRoute, type Route } from "../../common/routes";
import { argumentError } from "../argumentShape";
import { aws } from "../aws";
import { ifKnown } from "./securityGroupRules";

/** What a component needs public subnets for. */
export interface PublicSubnets {
    /** The subnets, by the paths of their arguments: `subnetIds[1]`. */
    readonly subnets: Readonly<Record<string, pulumi.Input<string>>>;
    readonly region?: pulumi.Input<string> | undefined;
    /** The VPC of the subnets, if the component looks it up, so that it is looked up once. */
    readonly vpcId?: pulumi.Output<string>;
    /** What does not work with another subnet: `Materialize cannot reach the bastion`. */
    readonly otherwise: string;
}

/** A subnet whose id is known: the path of its argument, and whether its id comes from a resource of the program. */
interface Candidate {
    readonly path: string;
    readonly id: string;
    /** The id in messages. */
    readonly shown: string;
    readonly isFromProgram: boolean;
}

/** The route table of a subnet. */
interface RouteTable {
    /** Its id, and what it is. */
    readonly name: string;
    readonly routes: readonly Route[];
}

/** What is found about a subnet that is not known to be public. */
interface Finding {
    readonly path: string;
    readonly problem?: string;
    readonly warning?: string;
    /** The error of the lookup. */
    readonly failure?: string;
}

/**
 * Refuses subnets without a route to the internet, by an error on the component. It only warns if AWS does not answer, and if the id comes from a resource of
 * the program, which may add the route in the same run. An id that a preview does not know is not looked up.
 *
 * @returns no resources, for `dependsOn` of those that are not to be created in another subnet
 */
export async function checkPublicSubnets(component: pulumi.ComponentResource, wanted: PublicSubnets): Promise<pulumi.Resource[]> {
    const found = await Promise.all(
        Object.entries(wanted.subnets).map(async ([path, subnetId]) => {
            const candidate = await candidateOf(path, subnetId);
            return candidate === undefined ? undefined : find(component, candidate, wanted);
        }),
    );
    const findings = found.filter(one => one !== undefined);
    const warnings = findings.flatMap(({ warning }) => warning ?? []);
    for (const warning of [...warnings, ...failureWarnings(findings)]) void pulumi.log.warn(warning, component);
    const problems = findings.flatMap(({ problem }) => problem ?? []);
    if (problems.length > 0) throw withFixedMessage(argumentError(component, problems));
    return [];
}

/** Prevents that Pulumi puts the name of each argument that depends on the failed resources before the message. */
function withFixedMessage(error: pulumi.ResourceError): pulumi.ResourceError {
    const { message } = error;
    return Object.defineProperty(error, "message", { get: () => message, set: () => undefined });
}

/** Returns the subnet if its routes can be judged now. An `up` may look up the subnet of the program before its route is added. */
async function candidateOf(path: string, subnetId: pulumi.Input<string>): Promise<Candidate | undefined> {
    const output = pulumi.output(subnetId);
    const id = await ifKnown(output, "");
    if (id === "") return undefined;
    const isFromProgram = await comesFromResource(output);
    if (isFromProgram && !pulumi.runtime.isDryRun()) return undefined;
    return { path, id, shown: (await pulumi.isSecret(output)) ? "[secret]" : id, isFromProgram };
}

/** What Pulumi does not declare of outputs and resources. */
interface WithResources {
    allResources(): Promise<ReadonlySet<{ readonly __pulumiType?: string }>>;
}

/** True if an output comes from a resource of this program. Another stack has added its routes already. */
async function comesFromResource(output: pulumi.Output<string>): Promise<boolean> {
    const resources = await (output as unknown as WithResources).allResources();
    return [...resources].some(({ __pulumiType: type }) => type !== "pulumi:pulumi:StackReference");
}

async function find(
    component: pulumi.ComponentResource,
    candidate: Candidate,
    { region, vpcId, otherwise }: PublicSubnets,
): Promise<Finding | undefined> {
    const { path } = candidate;
    try {
        const known = region === undefined ? {} : { region: await ifKnown(pulumi.output(region), "") };
        const table = known.region === "" ? undefined : await tableOf(component, candidate.id, known, vpcId);
        if (table === undefined || table.routes.some(isPublicRoute)) return undefined;
        return judge(candidate, table, otherwise);
    } catch (error) {
        return { path, failure: messageOf(error).replaceAll(/\s+/gu, " ") };
    }
}

function judge({ path, shown, isFromProgram }: Candidate, { name, routes }: RouteTable, otherwise: string): Finding {
    const target = routes.find(({ block }) => block === EVERYWHERE)?.target;
    const does = target === undefined ? `has no route for ${EVERYWHERE}` : `sends ${EVERYWHERE} to ${target}`;
    const wrong = `${path} is ${shown}, whose route table ${name} ${does}`;
    const route = `a route for ${EVERYWHERE} to an internet gateway`;
    // A network interface is that of a firewall, which lets connections in, or that of a NAT instance, which does not.
    if (target?.startsWith("eni-") === true) {
        return { path, warning: `${wrong}; ${otherwise} unless that is a firewall in front of an internet gateway` };
    }
    return isFromProgram
        ? { path, warning: `${wrong}; ${otherwise} until it has ${route}` }
        : {
              path,
              problem: `${wrong}, so ${otherwise}: give a subnet that has ${route}, or add the route first. If this program adds it, make the id an output of the route: route.id.apply(() => ${JSON.stringify(shown)})`,
          };
}

/** Returns one warning for all subnets about which AWS does not answer. */
function failureWarnings(findings: readonly Finding[]): string[] {
    const failed = findings.filter(({ failure }) => failure !== undefined);
    const [first] = failed;
    if (first?.failure === undefined) return [];
    const paths = failed.map(({ path }) => path).join(", ");
    const fix = /UnauthorizedOperation|AccessDenied/u.test(first.failure)
        ? `allow ec2:DescribeSubnets and ec2:DescribeRouteTables (${first.failure})`
        : first.failure;
    return [`cannot check that ${paths} ${failed.length === 1 ? "has" : "have"} a route to an internet gateway: ${fix}`];
}

/** What AWS answers; a test with mocks may answer nothing. */
type Answer<T> = Promise<Partial<T>>;

/** Returns the route table of a subnet: the associated one, or else the main one of its VPC. */
async function tableOf(
    parent: pulumi.Resource,
    subnetId: string,
    region: { readonly region?: string },
    known: pulumi.Output<string> | undefined,
): Promise<RouteTable | undefined> {
    const look = async (filters: Readonly<Record<string, string>>): Promise<string | undefined> => {
        const list = Object.entries(filters).map(([name, value]) => ({ name, values: [value] }));
        const found = await (aws.ec2.getRouteTables({ filters: list, ...region }, { parent }) as Answer<GetRouteTablesResult>);
        return found.ids?.[0];
    };
    const own = await look({ "association.subnet-id": subnetId });
    if (own !== undefined) return { name: own, routes: await routesOf(parent, own, region) };
    const vpcId = await (known === undefined ? vpcOf(parent, subnetId, region) : ifKnown<string | undefined>(known, undefined));
    const main = vpcId === undefined ? undefined : await look({ "vpc-id": vpcId, "association.main": "true" });
    if (vpcId === undefined || main === undefined) return undefined;
    return { name: `${main} (the main one of ${vpcId})`, routes: await routesOf(parent, main, region) };
}

const vpcOf = (parent: pulumi.Resource, id: string, region: { readonly region?: string }): Promise<string | undefined> =>
    (aws.ec2.getSubnet({ id, ...region }, { parent }) as Answer<GetSubnetResult>).then(found => found.vpcId);

/** The properties by which a route of the AWS provider names what it is for. */
const DESTINATIONS: readonly string[] = ["cidrBlock", "ipv6CidrBlock", "destinationPrefixListId"];

/** Returns the routes of a table. The AWS provider leaves out local ones, and gives properties that a route does not have as empty strings. */
async function routesOf(parent: pulumi.Resource, routeTableId: string, region: { readonly region?: string }): Promise<Route[]> {
    const { routes } = await aws.ec2.getRouteTable({ routeTableId, ...region }, { parent });
    return routes.map(route => ({
        block: route.cidrBlock,
        prefixList: route.destinationPrefixListId,
        target: Object.entries<string>({ ...route }).find(([key, value]) => value !== "" && !DESTINATIONS.includes(key))?.[1],
    }));
}
