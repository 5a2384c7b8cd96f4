import { uuid } from "../../world/world";
import type { ResourceType } from "../resource";

export const configuration: ResourceType<"configuration"> = {
    token: "aws:msk/configuration:Configuration",
    kind: "configuration",
    named: { property: "name", longest: 255 },
    replacedBy: ["name", "kafkaVersions"],
    recomputed: { latestRevision: ["serverProperties", "description"] },
    create({ world, region }, { name = "" }) {
        const arn = world.arn("kafka", region, `configuration/${name}/${uuid()}-7`);
        return { id: arn, props: { arn, latestRevision: 1 } };
    },
    update: (_, { props }) => ({ latestRevision: (props.latestRevision ?? 0) + 1 }),
};
