import type { ReportViolation, ResourceValidationArgs, ResourceValidationPolicy } from "@pulumi/policy";

export type Props = Readonly<Record<string, unknown>>;

export const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

export const isProps = (value: unknown): value is Props => typeof value === "object" && value !== null && !Array.isArray(value);

/** The class of pulumi-materialize that a resource is of; undefined where it is of another package. */
export const kindOf = ({ type }: Pick<ResourceValidationArgs, "type">): string | undefined =>
    /^pulumi-nodejs:dynamic\/materialize:(?<kind>\w+)$/u.exec(type)?.groups?.kind;

/** A rule for what pulumi-materialize makes: the sentence that says what is wrong, and what to write instead. */
export const materializePolicy = (
    policy: Pick<ResourceValidationPolicy, "name" | "description" | "configSchema">,
    wrong: (kind: string, props: Props, args: ResourceValidationArgs) => string | undefined,
): ResourceValidationPolicy => ({
    ...policy,
    validateResource: (args: ResourceValidationArgs, report: ReportViolation) => {
        const kind = kindOf(args);
        const sentence = kind === undefined ? undefined : wrong(kind, args.props, args);
        if (sentence !== undefined) report(`${args.name}: ${sentence}`);
    },
});
