import type * as pulumi from "@pulumi/pulumi";
import { EXAMPLE } from "../../../common/examples";
import { orExample } from "../../../sdk/mocks";
import { isGiven } from "../../argumentShape";
import { aws } from "../../aws";
import { pick } from "../../pick";
import { RdsEndpoint } from "../helperResources";
import type { IngestionContext } from "../ingestionContext";
import type { DatabasePrivateLinkArgs, RdsServer } from "./databaseArgs";

/** A database server, as networks reach it. */
export interface Server {
    readonly host: pulumi.Input<string>;
    readonly port: number;
    readonly securityGroupId?: pulumi.Input<string>;
    readonly subnetIds?: pulumi.Input<readonly pulumi.Input<string>[]>;
    /** Its private address, which only PrivateLink needs. */
    readonly ip?: pulumi.Input<string>;
    readonly region?: pulumi.Input<string>;
}

/** How a database is looked up. */
interface Sought {
    readonly rds: RdsServer;
    readonly port: number;
    /** The product of the engines that the ingestion reads. */
    readonly product: string;
    /** The arguments of the network, if it is PrivateLink. */
    readonly privateLink: DatabasePrivateLinkArgs | undefined;
}

/** Looks up a database of Amazon RDS or Aurora. */
export function rdsServer({ name, parent, opts }: IngestionContext, { rds, port, product, privateLink }: Sought): Server {
    const region = pick(rds, ["region"]);
    const found = rds.cluster === undefined ? instance(parent, rds.instance, region) : cluster(parent, rds.cluster, region);
    const resolves = privateLink !== undefined && !isGiven(privateLink.ip);
    const endpoint = new RdsEndpoint(
        `${name}-database`,
        { ...found.facts, port, product, resolves, ...pick(rds, ["instance", "cluster"]) },
        opts,
    );
    const { subnetIds } = aws.rds.getSubnetGroupOutput({ name: found.subnetGroup, ...region }, { parent });
    return {
        ...{ host: endpoint.host, port, securityGroupId: found.securityGroupId, ...region },
        subnetIds: orExample(subnetIds, [EXAMPLE.subnetId]),
        ...(resolves ? { ip: endpoint.ip } : {}),
    };
}

type Region = Pick<RdsServer, "region">;

function instance(parent: pulumi.Resource, dbInstanceIdentifier: pulumi.Input<string>, region: Region) {
    const found = aws.rds.getInstanceOutput({ dbInstanceIdentifier, ...region }, { parent });
    return {
        facts: {
            host: orExample(found.address, EXAMPLE.databaseHost),
            actualPort: found.port,
            engine: found.engine,
            clusterOf: found.dbClusterIdentifier,
        },
        securityGroupId: firstOf(found.vpcSecurityGroups),
        subnetGroup: found.dbSubnetGroup,
    };
}

function cluster(parent: pulumi.Resource, clusterIdentifier: pulumi.Input<string>, region: Region) {
    const found = aws.rds.getClusterOutput({ clusterIdentifier, ...region }, { parent });
    return {
        facts: { host: orExample(found.endpoint, EXAMPLE.databaseHost), actualPort: found.port, engine: found.engine },
        securityGroupId: firstOf(found.vpcSecurityGroupIds),
        subnetGroup: found.dbSubnetGroupName,
    };
}

/** Returns the first security group: rules in one of them suffice. AWS returns them in no order, so they are sorted. */
const firstOf = (groups: pulumi.Output<string[]>): pulumi.Output<string> =>
    orExample(groups, [EXAMPLE.securityGroupId]).apply(all => [...all].sort()[0] ?? "");
