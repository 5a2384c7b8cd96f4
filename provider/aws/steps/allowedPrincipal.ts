import { text } from "../../values/scalars";
import type { Fields } from "../../values/value";
import { allow, allowedPrincipals, disallow, isServiceGone, isUnknownPrincipal } from "../permissions";
import type { Step, Work } from "../../steps/step";
import { minutes, minutesOf } from "../../steps/timeout";
import { type Seen, until } from "../../steps/wait";

/**
 * Lets Materialize's role use the endpoint service. Materialize makes that role together with its connection, and AWS refuses a role until it knows it,
 * which Pulumi's own resource of a permission takes for the end.
 */
export const allowedPrincipal: Step = {
    name: "AllowedPrincipal",
    fields: { serviceId: text(), principal: text(), region: text(), timeoutMinutes: minutes },
    identity: ["serviceId", "principal"],
    run: async (work, args) => {
        await until(() => tryToAllow(work, args), { what: "the principal", minutes: minutesOf(args), say: work.say });
        return {};
    },
    look: async (work, args) => {
        const { ec2, serviceId, principal } = of(work, args);
        const allowed = await allowedPrincipals(ec2, serviceId).catch(unless(isServiceGone, (): string[] => []));
        return allowed.includes(principal) ? {} : undefined;
    },
    undo: async (work, args) => {
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

const of = ({ aws }: Work, { region, serviceId, principal }: Fields) => ({
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

async function tryToAllow(work: Work, args: Fields): Promise<Seen> {
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
