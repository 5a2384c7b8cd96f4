import { hex } from "../../world/world";
import type { ResourceType } from "../resource";

export const role: ResourceType<"role"> = {
    token: "aws:iam/role:Role",
    kind: "role",
    named: { property: "name", longest: 64 },
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    replacedBy: ["name", "namePrefix", "path"],
    computed: ["inlinePolicies", "managedPolicyArns"],
    create({ world }, { name = "", path = "/", namePrefix = "", inlinePolicies = [] }) {
        const arn = `arn:aws:iam::${world.account}:role${path}${name}`;
        const own = { arn, uniqueId: `AROA${hex(8).toUpperCase()}`, createDate: new Date().toISOString(), namePrefix };
        return { id: name, props: { ...own, inlinePolicies, managedPolicyArns: [] } };
    },
};

export const rolePolicy: ResourceType<"rolePolicy"> = {
    token: "aws:iam/rolePolicy:RolePolicy",
    kind: "rolePolicy",
    named: { property: "name", longest: 128 },
    replacedBy: ["name", "namePrefix", "role"],
    create: (_, { role: owner = "", name = "", namePrefix = "" }) => ({ id: `${owner}:${name}`, props: { namePrefix } }),
};
