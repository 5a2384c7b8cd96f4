import type { ResourceType } from "../resource";

export const topic: ResourceType<"topic"> = {
    token: "aws:msk/topic:Topic",
    kind: "topic",
    autoName: { property: "name", maxLength: 249 },
    replaceOnChanges: ["clusterArn", "name", "replicationFactor"],
    computed: ["configs"],
    create(_, { clusterArn = "", name = "", configs = "" }) {
        const arn = `${clusterArn.replace(":cluster/", ":topic/")}/${name}`;
        return { id: arn, props: { arn, configsActual: configs } };
    },
};
