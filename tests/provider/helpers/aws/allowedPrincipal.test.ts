import { expect } from "chai";
import type { Fields } from "../../../../provider/values/value";
import { diff, failure, stepNamed, workOf } from "./support";

describe("AllowedPrincipal", () => {
    const ARGS = {
        serviceId: "vpce-svc-1",
        principal: "arn:aws:iam::664411391173:role/mz_1_u1",
        region: "us-east-1",
        timeoutMinutes: 0.01,
    };
    const STEP = stepNamed("AllowedPrincipal");
    const refusedBy = (name: string): Error => Object.assign(new Error(`says ${name}`), { name });
    /** An AWS that refuses so often before it allows. */
    const refusing = (name: string, times: number) => {
        const asked: Fields[] = [];
        const hand = workOf({
            aws: (_, input) => {
                asked.push(input);
                if (asked.length <= times) throw refusedBy(name);
                return {};
            },
        });
        return { ...hand, inputs: asked };
    };

    it("AllowedPrincipal retries until AWS knows the new role, and prints it", async () => {
        const { work, said, inputs } = refusing("InvalidPrincipal", 2);
        expect(await failure(STEP.apply?.(work, { ...ARGS, timeoutMinutes: 1 }))).to.equal("");
        const add = { ServiceId: "vpce-svc-1", AddAllowedPrincipals: [ARGS.principal] };
        expect(inputs).to.deep.equal([add, add, add]);
        expect(said).to.deep.equal([`waiting for the principal: AWS does not know ${ARGS.principal} yet`]);
    });

    it("AllowedPrincipal fails with a reason after its time limit, and immediately on other errors", async () => {
        expect(await failure(STEP.apply?.(refusing("InvalidPrincipal", Infinity).work, ARGS))).to.match(
            /^gave up waiting for the principal.*Materialize makes this role with its connection/u,
        );
        const { work, inputs } = refusing("UnauthorizedOperation", 1);
        expect(await failure(STEP.apply?.(work, ARGS))).to.equal("says UnauthorizedOperation");
        expect(inputs).to.have.length(1);
    });

    it("a refresh of AllowedPrincipal finds that the permission or the service does not exist", async () => {
        const allowing = (...principals: string[]) =>
            workOf({ aws: () => ({ AllowedPrincipals: principals.map(Principal => ({ Principal })) }) }).work;
        expect(await STEP.read?.(allowing("arn:other", ARGS.principal), ARGS)).to.deep.equal({});
        expect(await STEP.read?.(allowing("arn:other"), ARGS)).to.equal(undefined);
        expect(await STEP.read?.(refusing("InvalidVpcEndpointServiceId.NotFound", 1).work, ARGS)).to.equal(undefined);
        expect(await failure(STEP.read?.(refusing("UnauthorizedOperation", 1).work, ARGS))).to.contain("UnauthorizedOperation");
    });

    it("the deletion of AllowedPrincipal removes the permission, also if the service or the role does not exist", async () => {
        for (const name of ["InvalidPrincipal", "InvalidVpcEndpointServiceId.NotFound"]) {
            const { work, inputs } = refusing(name, 1);
            expect(await failure(STEP.delete?.(work, ARGS)), name).to.equal("");
            expect(inputs).to.deep.equal([{ ServiceId: "vpce-svc-1", RemoveAllowedPrincipals: [ARGS.principal] }]);
        }
        expect(await failure(STEP.delete?.(refusing("UnauthorizedOperation", 1).work, ARGS))).to.contain("UnauthorizedOperation");
    });

    it("AllowedPrincipal is replaced with another principal or service", () => {
        expect(diff("AllowedPrincipal", ARGS, { ...ARGS, principal: "arn:other" }).replaces).to.deep.equal(["principal"]);
        expect(diff("AllowedPrincipal", ARGS, { ...ARGS, timeoutMinutes: 5 })).to.deep.include({ changes: true, replaces: [] });
    });
});
