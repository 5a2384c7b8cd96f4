import type { Settings } from "../../session/settings";

/** The zones whose endpoint services cannot be used from other regions (https://docs.aws.amazon.com/vpc/latest/privatelink/privatelink-share-your-services.html). */
export const NOT_ACROSS_REGIONS: readonly string[] = ["use1-az3", "usw1-az2", "apne1-az3", "apne2-az2", "apne2-az4"];

/** Returns the region in the host name of Materialize Cloud: `….us-east-1.aws.materialize.cloud`. */
export const regionOfHost = ({ host }: Settings): string | undefined =>
    /\.(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)\.aws\.materialize\.(?:cloud|com)$/u.exec(host)?.groups?.region;

/** Returns the region in an environment id, `aws-us-east-1-8e2a1f4b-…`; undefined outside of AWS. */
export const regionOfEnvironment = (environment: string): string | undefined =>
    /^aws-(?<region>[a-z]{2}(?:-[a-z]+)+-\d+)-[0-9a-f]{8}-/u.exec(environment)?.groups?.region;

export const ENVIRONMENT = "SELECT mz_catalog.mz_environment_id() AS environment";

/** Returns the region of an ARN. */
export const regionOfArn = (arn: string): string => arn.split(":")[3] ?? "";

/** Reports a `materializeRegion` that is not Materialize's region: AWS would create no endpoint. */
export function regionProblem(materialize: string | undefined, given: string | undefined, targets: string): string[] {
    if (materialize === undefined || (given ?? targets) === materialize) return [];
    const fix = materialize === targets ? "leave it out" : `write "${materialize}"`;
    return given === undefined
        ? [
              `materializeRegion is missing: the targets are in ${targets} and Materialize is in ${materialize}; write "${materialize}"`,
          ]
        : [`materializeRegion is "${given}", but Materialize is in ${materialize}: ${fix}`];
}
