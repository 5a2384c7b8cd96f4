import { randomUuid } from "../../world/world";
import type { ResourceType } from "../resource";

export const configuration: ResourceType<"configuration"> = {
    token: "aws:msk/configuration:Configuration",
    kind: "configuration",
    autoName: { property: "name", maxLength: 255 },
    replaceOnChanges: ["name", "kafkaVersions"],
    recomputed: { latestRevision: ["serverProperties", "description"] },
    create({ world, region }, { name = "" }) {
        const arn = world.arn("kafka", region, `configuration/${name}/${randomUuid()}-7`);
        return { id: arn, props: { arn, latestRevision: 1 } };
    },
    update: (_, { props }) => ({ latestRevision: (props.latestRevision ?? 0) + 1 }),
};
