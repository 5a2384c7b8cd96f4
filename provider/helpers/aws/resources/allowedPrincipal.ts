import { text } from "../../../values/scalars";
import type { Fields } from "../../../values/value";
import { allow, allowedPrincipals, disallow, isServiceGone, isUnknownPrincipal } from "../permissions";
import type { HelperKind, HelperContext } from "../../helperKind";
import { timeoutMinutes, minutesOf } from "../../timeout";
import { type Probe, waitUntil } from "../../../session/waitUntil";

/**
 * Lets Materialize's role use the endpoint service. Materialize makes that role together with its connection, and AWS refuses a role until it knows it,
 * which Pulumi's own resource of a permission takes for the end.
 */
export const allowedPrincipal: HelperKind = {
    name: "AllowedPrincipal",
    arguments: { serviceId: text(), principal: text(), region: text(), timeoutMinutes: timeoutMinutes },
    identity: ["serviceId", "principal"],
    apply: async (work, args) => {
        await waitUntil(() => tryToAllow(work, args), { what: "the principal", minutes: minutesOf(args), say: work.print });
        return {};
    },
    read: async (work, args) => {
        const { ec2, serviceId, principal } = of(work, args);
        const allowed = await allowedPrincipals(ec2, serviceId).catch(unless(isServiceGone, (): string[] => []));
        return allowed.includes(principal) ? {} : undefined;
    },
    delete: async (work, args) => {
        const { ec2, serviceId, principal } = of(work, args);
        // A role that AWS knows no more, and a service that is gone, let nobody in.
        await disallow(ec2, serviceId, principal).catch(
            unless(
                error => isServiceGone(error) || isUnknownPrincipal(error),
                () => undefined,
            ),
        );
    },
};

const of = ({ aws }: HelperContext, { region, serviceId, principal }: Fields) => ({
    ec2: aws(String(region)).ec2(),
    serviceId: String(serviceId),
    principal: String(principal),
});

/** Something else in place of one kind of error. */
const unless =
    <T>(expected: (error: unknown) => boolean, instead: () => T) =>
    (error: unknown): T => {
        if (!expected(error)) throw error;
        return instead();
    };

async function tryToAllow(work: HelperContext, args: Fields): Promise<Probe> {
    const { ec2, serviceId, principal } = of(work, args);
    const known = await allow(ec2, serviceId, principal).then(
        () => true,
        unless(isUnknownPrincipal, () => false),
    );
    return {
        ready: known,
        state: `AWS does not know ${principal} yet`,
        reason: "Materialize makes this role with its connection: where it stays unknown, make the connection anew",
    };
}
