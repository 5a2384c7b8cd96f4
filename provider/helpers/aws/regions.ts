import type { Settings } from "../../session/settings";

/** Zones in which no endpoint service can be served to other regions (AWS: "Share your services through AWS PrivateLink"). */
export const NOT_ACROSS_REGIONS: readonly string[] = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

/** The region that a host of Materialize Cloud says: `….us-east-1.aws.materialize.cloud`. */
export const regionOfHost = ({ host }: Settings): string | undefined =>
    /\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)\.aws\.materialize\.(?:cloud|com)$/u.exec(host)?.groups?.region;

/** The region that Materialize says of itself: `aws-us-east-1-8e2a1f4b-…`; one that runs elsewhere says none. */
export const regionOfEnvironment = (environment: string): string | undefined =>
    /^aws-(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)-[0-9a-f]{8}-/u.exec(environment)?.groups?.region;

export const ENVIRONMENT = "SELECT mz_environment_id() AS environment";

/** The region of an ARN. */
export const regionOfArn = (arn: string): string => arn.split(":")[3] ?? "";

/** A `materializeRegion` with which no endpoint would ever come. */
export function regionProblem(materialize: string | undefined, given: string | undefined, brokers: string): string[] {
    if (materialize === undefined || (given ?? brokers) === materialize) return [];
    const way = materialize === brokers ? "leave it out" : `write "${materialize}"`;
    return given === undefined
        ? [
              `materializeRegion is missing: the brokers are in ${brokers} and Materialize is in ${materialize}; write "${materialize}"`,
          ]
        : [`materializeRegion is "${given}", but Materialize is in ${materialize}: ${way}`];
}
