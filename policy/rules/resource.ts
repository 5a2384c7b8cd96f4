import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

export type Props = Readonly<Record<string, unknown>>;

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

export const isProps = (value: unknown): value is Props => typeof value === "object" && value !== null && !Array.isArray(value);

/** Returns the class of a resource of pulumi-materialize, which the dynamic provider or the plugin manages; undefined for resources of other packages. */
export const kindOf = ({ type }: Pick<ResourceValidationArgs, "type">): string | undefined =>
    /^(?:pulumi-nodejs:dynamic\/materialize|materialize:index):(?<kind>\w+)$/u.exec(type)?.groups?.kind;

/** Returns a policy for the resources of pulumi-materialize. `problem` returns the error message: what is wrong, and what to write instead. */
export const materializePolicy = (
    policy: Pick<ResourceValidationPolicy, "name" | "description" | "configSchema" | "enforcementLevel">,
    problem: (kind: string, props: Props, args: ResourceValidationArgs) => string | undefined,
): ResourceValidationPolicy => ({
    ...policy,
    validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
        const kind = kindOf(args);
        const message = kind === undefined ? undefined : problem(kind, args.props, args);
        if (message !== undefined) report(`${args.name}: ${message}`);
    },
});
