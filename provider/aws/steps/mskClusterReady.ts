import { text } from "../../values/scalars";
import type { Step } from "../../steps/step";

/** The end of an MSK cluster that a program makes: what is given its ARN by this waits for all that it depends on, and previews know the ARN all the same. */
export const mskClusterReady: Step = {
    name: "MskClusterReady",
    fields: { clusterArn: text() },
    identity: ["clusterArn"],
};
