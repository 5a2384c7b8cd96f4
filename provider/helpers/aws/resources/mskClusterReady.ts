import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";

/** The end of an MSK cluster that a program makes: what is given its ARN by this waits for all that it depends on, and previews know the ARN all the same. */
export const mskClusterReady: HelperKind = {
    name: "MskClusterReady",
    arguments: { clusterArn: text() },
    identity: ["clusterArn"],
};
