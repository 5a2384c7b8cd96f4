import { type Reader, Writer } from "@platformatic/kafka";
import type { Api, RequestContext, Code } from "./apis";
import { writeResponse, CODES } from "./apis";
import { type Acl, OPERATION, PATTERN, PERMISSION, RESOURCE, type World } from "./world";

/** A filter of ACLs; null and 1 (ANY) match all values. */
interface AclFilter extends Omit<Acl, "resourceName" | "principal" | "host"> {
    readonly resourceName: string | null;
    readonly principal: string | null;
    readonly host: string | null;
}

const readFilter = (r: Reader): AclFilter => ({
    resourceType: r.readInt8(),
    resourceName: r.readNullableString(),
    patternType: r.readInt8(),
    principal: r.readNullableString(),
    host: r.readNullableString(),
    operation: r.readInt8(),
    permission: r.readInt8(),
});

const readAcl = (r: Reader): Acl => readFilter(r) as Acl;

const matches = (acl: Acl, filter: AclFilter): boolean =>
    (filter.resourceType === RESOURCE.ANY || filter.resourceType === acl.resourceType) &&
    (filter.patternType === PATTERN.ANY || filter.patternType === acl.patternType) &&
    (filter.operation === OPERATION.ANY || filter.operation === acl.operation) &&
    (filter.permission === PERMISSION.ANY || filter.permission === acl.permission) &&
    (["resourceName", "principal", "host"] as const).every(key => filter[key] === null || filter[key] === acl[key]);

const isSameAcl = (a: Acl, b: Acl): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Returns the error for a request on ACLs: only principals with rights on the cluster are allowed. */
function clusterRefusal(
    { config, isAllowedOnCluster }: World,
    { principal }: RequestContext,
    operation: "ALTER" | "DESCRIBE",
): readonly [Code, string | null] {
    if (!config.authorizer) return ["SECURITY_DISABLED", "No Authorizer is configured."];
    return isAllowedOnCluster(principal, operation)
        ? ["NONE", null]
        : ["CLUSTER_AUTHORIZATION_FAILED", `Cluster authorization failed.`];
}

const createAcls: Api = {
    name: "CreateAcls",
    key: 30,
    version: 3,
    serve: (world, context, request) => {
        const acls = request.readArray(readAcl);
        const [code, text] = clusterRefusal(world, context, "ALTER");
        const newAcls = acls.filter(acl => !world.acls.some(existing => isSameAcl(existing, acl)));
        if (code === "NONE") world.acls.push(...newAcls);
        return writeResponse(acls, w => w.appendInt16(CODES[code]).appendString(text));
    },
};

const describeAcls: Api = {
    name: "DescribeAcls",
    key: 29,
    version: 3,
    serve: (world, context, request) => {
        const filter = readFilter(request);
        const [code, text] = clusterRefusal(world, context, "DESCRIBE");
        const found = code === "NONE" ? world.acls.filter(acl => matches(acl, filter)) : [];
        return Writer.create()
            .appendInt32(0)
            .appendInt16(CODES[code])
            .appendString(text)
            .appendArray(found, (w, acl) => {
                w.appendInt8(acl.resourceType).appendString(acl.resourceName).appendInt8(acl.patternType);
                w.appendArray([acl], (one, { principal, host, operation, permission }) =>
                    one.appendString(principal).appendString(host).appendInt8(operation).appendInt8(permission),
                );
            })
            .appendTaggedFields();
    },
};

const deleteAcls: Api = {
    name: "DeleteAcls",
    key: 31,
    version: 3,
    serve: (world, context, request) => {
        const filters = request.readArray(readFilter);
        const [code, text] = clusterRefusal(world, context, "ALTER");
        const deletions = filters.map(filter => {
            const deleted = code === "NONE" ? world.acls.filter(acl => matches(acl, filter)) : [];
            for (const acl of deleted) world.acls.splice(world.acls.indexOf(acl), 1);
            return deleted;
        });
        return writeResponse(deletions, (w, deleted) => {
            w.appendInt16(CODES[code]).appendString(text);
            w.appendArray(deleted, (one, acl) => {
                one.appendInt16(0).appendString(null).appendInt8(acl.resourceType).appendString(acl.resourceName);
                one.appendInt8(acl.patternType).appendString(acl.principal).appendString(acl.host);
                one.appendInt8(acl.operation).appendInt8(acl.permission);
            });
        });
    },
};

export const aclApis: readonly Api[] = [createAcls, describeAcls, deleteAcls];
