import type { ResourceType } from "../resource";

export const scramAssociation: ResourceType<"scramAssociation"> = {
    token: "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation",
    kind: "scramAssociation",
    replaceOnChanges: ["*"],
    create: (_, { clusterArn = "", secretArn = "" }) => ({ id: `${clusterArn},${secretArn}`, props: {} }),
};
