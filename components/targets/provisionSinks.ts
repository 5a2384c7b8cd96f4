import * as pulumi from "@pulumi/pulumi";
import { confluentcloud } from "../confluentcloud";
import type { SinkRight } from "../kafka/sinkAccess";
import { createResource } from "../transform";
import type { ClusterAccess, Creator } from "./provision";

/** Returns the end of the name of a resource: the name in Kafka if it is known, else its position. */
const nameEnd = ({ resourceName }: SinkRight, at: number): string =>
    typeof resourceName === "string" ? resourceName : String(at);

/** Creates the ACLs of sinks. */
export const writeAcls = (
    { context, transform }: Creator,
    cluster: ClusterAccess,
    principal: pulumi.Input<string>,
    rights: readonly SinkRight[],
): pulumi.Resource[] =>
    rights.flatMap((right, at) => {
        const { resourceType, patternType, resourceName, operations } = right;
        const type = resourceType.toLowerCase().replace("_", "-");
        return operations.map(operation =>
            createResource(
                confluentcloud().KafkaAcl,
                transform.acl,
                `${context.name}-${type}-${nameEnd(right, at)}-${operation.toLowerCase()}`,
                { resourceType, patternType, resourceName, host: "*", operation, permission: "ALLOW", principal, ...cluster },
                context.opts,
            ),
        );
    });

/** The roles that include operations. See https://docs.confluent.io/cloud/current/security/access-control/rbac/predefined-rbac-roles.html. */
const ROLES = { READ: "DeveloperRead", WRITE: "DeveloperWrite", CREATE: "DeveloperManage" } as const;

/** Creates the role bindings of sinks, by the API of Confluent Cloud. */
export const writeBindings = (
    { context, given, transform }: Creator,
    rbacCrn: pulumi.Output<string>,
    principal: pulumi.Input<string>,
    rights: readonly SinkRight[],
): pulumi.Resource[] =>
    rights.flatMap((right, at) => {
        const { resourceType, patternType, resourceName, operations } = right;
        const type = resourceType.toLowerCase().replace("_", "-");
        const pattern = patternType === "PREFIXED" ? "*" : "";
        return operations.map(operation =>
            createResource(
                confluentcloud().RoleBinding,
                transform.roleBinding,
                `${context.name}-${type}-${nameEnd(right, at)}-${operation.toLowerCase()}`,
                {
                    principal,
                    roleName: ROLES[operation],
                    crnPattern: pulumi.interpolate`${rbacCrn}/kafka=${given.kafkaClusterId}/${type}=${resourceName}${pattern}`,
                },
                context.opts,
            ),
        );
    });
