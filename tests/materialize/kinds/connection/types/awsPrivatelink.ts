import type { Link, ReachabilityResult } from "../../../../aws/reachability/protocol";
import { endpointNotAvailable } from "../../../../aws/reachability/messages";
import type { Catalog } from "../../../catalog/catalog";
import type { CatalogObject } from "../../../catalog/object";
import { catalogRelation, internalRelation, sessionField } from "../../../catalog/systemRelation";
import { AVAILABILITY_ZONES, AWS_ACCOUNT, ORGANISATION } from "../../../environment";
import { failure } from "../../../errors";
import { debug } from "../../../sql/names";
import type { World } from "../../../world/world";
import { isConnection, listOf, textOf, type ConnectionBody } from "../body";
import { checkRequired } from "../checks";
import { limitOf, rowsOf, type ConnectionType, type Probe } from "../type";

const NAME = "aws-privatelink";

export const awsPrivatelink: ConnectionType = {
    name: NAME,
    keyword: "AWS PRIVATELINK",
    described: "an AWS PRIVATELINK connection",
    options: ["SERVICE NAME", "AVAILABILITY ZONES", "PORT"],
    validated: false,
    fixed: "nothing",
    limit: limitOf(NAME, "AWS PrivateLink", "max_aws_privatelink_connections", 0),
    relations: [
        catalogRelation(
            "mz_aws_privatelink_connections",
            `id, 'arn:aws:iam::${AWS_ACCOUNT}:role/mz_${ORGANISATION}_' || id AS principal ${rowsOf(NAME)}`,
        ),
        internalRelation(
            "mz_aws_privatelink_connection_statuses",
            `e.id, e.name, to_timestamp((link ->> 'since')::numeric / 1000) AS last_status_change_at, link ->> 'status' AS status
             FROM jsonb_array_elements(${sessionField("links")}) AS link JOIN store.entry e ON e.id = link ->> 'id'`,
        ),
    ],
    external: {
        relations: ["mz_aws_privatelink_connections", "mz_aws_privatelink_connection_statuses"],
        update: updateEndpoints,
    },
    check(options, { registry }) {
        checkRequired(options, ["SERVICE NAME", "AVAILABILITY ZONES"]);
        if (registry.version.checksServiceNames) checkServiceName(textOf(options["SERVICE NAME"]) ?? "");
        checkZones(listOf(options["AVAILABILITY ZONES"]));
    },
    problem: () => "AWS PrivateLink connections are unsupported",
    ask: askEndpoint,
};

function checkServiceName(name: string): void {
    if (name.startsWith("com.amazonaws.")) return;
    throw failure(`invalid AWS PrivateLink service name ${debug(name)}`, "XX000", {
        hint:
            "SERVICE NAME must name an AWS VPC endpoint service, for example `com.amazonaws.vpce.us-east-1.vpce-svc-0e123abc123198abc`. " +
            "Endpoint service names are listed in the AWS console under VPC > Endpoint services.",
    });
}

function checkZones(zones: readonly string[]): void {
    const unknown = zones.find(zone => !AVAILABILITY_ZONES.includes(zone));
    if (unknown !== undefined) {
        throw failure(`invalid AWS PrivateLink availability zone ${debug(unknown)}`, "XX000", {
            hint: `Did you supply an availability zone name instead of an ID? Known availability zone IDs:\n  ${AVAILABILITY_ZONES.join("\n  ")}`,
        });
    }
    const repeated = [...new Set(zones.filter((zone, index) => zones.indexOf(zone) !== index))].sort();
    if (repeated.length === 0) return;
    throw failure("connection cannot contain duplicate availability zones", "XX000", {
        hint: `Duplicated availability zones:\n  ${repeated.join("\n  ")}`,
    });
}

/** Tells the joined AWS which PrivateLink connections exist, and stores the state of their endpoints. */
async function updateEndpoints(catalog: Catalog, world: World): Promise<void> {
    if (!world.aws) return;
    const links = catalog
        .select(isConnection)
        .filter(({ body }) => body.type === NAME)
        .map(linkOf);
    if (links.length === 0 && world.links.length === 0) return;
    world.links = (await world.aws.send({ ask: "links", links })).links ?? [];
}

function linkOf({ id, body: { options } }: CatalogObject<ConnectionBody>): Link {
    return {
        id,
        serviceName: textOf(options["SERVICE NAME"]) ?? "",
        principal: `arn:aws:iam::${AWS_ACCOUNT}:role/mz_${ORGANISATION}_${id}`,
        zoneIds: listOf(options["AVAILABILITY ZONES"]),
    };
}

async function askEndpoint({ catalog, world, id }: Probe): Promise<ReachabilityResult> {
    await updateEndpoints(catalog, world);
    const status = world.links.find(link => link.id === id)?.status;
    if (status === "available") return {};
    return { problem: status === undefined ? "Endpoint availability is unknown" : endpointNotAvailable(status) };
}
