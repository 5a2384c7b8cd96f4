import { randomHex } from "../../world/world";
import type { ResourceType } from "../resource";

export const role: ResourceType<"role"> = {
    token: "aws:iam/role:Role",
    kind: "role",
    autoName: { property: "name", maxLength: 64 },
    defaults: { forceDetachPolicies: false, maxSessionDuration: 3600, path: "/" },
    replaceOnChanges: ["name", "namePrefix", "path"],
    computed: ["inlinePolicies", "managedPolicyArns"],
    create({ world }, { name = "", path = "/", namePrefix = "", inlinePolicies = [] }) {
        const arn = `arn:aws:iam::${world.account}:role${path}${name}`;
        const props = { arn, uniqueId: `AROA${randomHex(8).toUpperCase()}`, createDate: new Date().toISOString(), namePrefix };
        return { id: name, props: { ...props, inlinePolicies, managedPolicyArns: [] } };
    },
};

export const rolePolicy: ResourceType<"rolePolicy"> = {
    token: "aws:iam/rolePolicy:RolePolicy",
    kind: "rolePolicy",
    autoName: { property: "name", maxLength: 128 },
    replaceOnChanges: ["name", "namePrefix", "role"],
    create: (_, { role: owner = "", name = "", namePrefix = "" }) => ({ id: `${owner}:${name}`, props: { namePrefix } }),
};
