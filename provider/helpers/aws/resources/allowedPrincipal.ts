import { principalProblem } from "../../../../common/materializeValues";
import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import { allow, allowedPrincipals, disallow, isServiceMissing, isUnknownPrincipal } from "../permissions";
import type { HelperKind, HelperContext } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { matching } from "../../values";
import type { Probe } from "../../../session/waitUntil";
import { waitForAws } from "../waitForAws";

const principal = matching(value => principalProblem(value) === undefined, "the ARN of one IAM role");

/**
 * Allows Materialize's role to use the endpoint service. Materialize creates the role together with its connection, and AWS refuses an unknown role.
 * Pulumi's AWS provider does not retry this.
 */
export const allowedPrincipal: HelperKind = {
    name: "AllowedPrincipal",
    arguments: { serviceId: text(), principal, region: text(), timeoutMinutes: timeoutMinutes },
    identity: ["serviceId", "principal"],
    callsAws: () => true,
    apply: async (context, args) => {
        await waitForAws(() => tryToAllow(context, args), {
            what: "the principal",
            minutes: minutesOf(args),
            print: context.print,
        });
        return {};
    },
    read: async (context, args) => {
        const { ec2, serviceId, principal } = permissionOf(context, args);
        const allowed = await allowedPrincipals(ec2, serviceId).catch(unless(isServiceMissing, (): string[] => []));
        return allowed.includes(principal) ? {} : undefined;
    },
    delete: async (context, args) => {
        const { ec2, serviceId, principal } = permissionOf(context, args);
        // A missing role and a missing service need no removal.
        await disallow(ec2, serviceId, principal).catch(
            unless(
                error => isServiceMissing(error) || isUnknownPrincipal(error),
                () => undefined,
            ),
        );
    },
};

const permissionOf = ({ aws }: HelperContext, { region, serviceId, principal }: Fields) => ({
    ec2: aws(String(region)).ec2(),
    serviceId: String(serviceId),
    principal: String(principal),
});

/** Returns a handler of errors that replaces the expected ones with a value. */
const unless =
    <T>(expected: (error: unknown) => boolean, instead: () => T) =>
    (error: unknown): T => {
        if (!expected(error)) throw error;
        return instead();
    };

async function tryToAllow(context: HelperContext, args: Fields): Promise<Probe> {
    const { ec2, serviceId, principal } = permissionOf(context, args);
    const known = await allow(ec2, serviceId, principal).then(
        () => true,
        unless(isUnknownPrincipal, () => false),
    );
    return {
        ready: known,
        state: `AWS does not know ${principal} yet`,
        reason: "Materialize makes this role with its connection: if it stays unknown, recreate the connection",
    };
}
