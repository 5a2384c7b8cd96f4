import { text } from "../../../values/scalars";
import type { HelperKind } from "../../helperKind";

/** Returns the ARN of a new MSK cluster. Resources that use this output wait for the dependencies of the helper resource, while previews know the ARN. */
export const mskClusterReady: HelperKind = {
    name: "MskClusterReady",
    arguments: { clusterArn: text() },
    identity: ["clusterArn"],
};
