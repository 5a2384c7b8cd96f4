import { expect } from "chai";
import type { HelperContext } from "../../../../provider/helpers/helperKind";
import type { Fields } from "../../../../provider/values/value";
import { failure, refusals, stepNamed } from "./support";

/** A value of each reader that would change more in AWS than it should. */
const HOSTILE: Readonly<Record<string, Fields>> = {
    SshPublicKeys: { publicKeys: ["ssh-ed25519 AAAA\nKEYS\nid > /root/it"] },
    PrivateLinkPrincipal: { principal: "*" },
    AwsTrustPolicy: {
        principal: "arn:aws:iam::123456789012:role/m",
        externalId: "mz_1",
        exampleTrustPolicy: { Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }] },
    },
};

describe("helper resources that read outputs of connections", () => {
    for (const [name, outputs] of Object.entries(HOSTILE)) {
        it(`${name} refuses a value that is not of Materialize's form, when it is created and refreshed`, async () => {
            const catalog = {
                outputs: () => Promise.resolve(outputs),
                readFromSnapshot: () => Promise.resolve({ outputs }),
            };
            const context = { materialize: { catalog } } as unknown as HelperContext;
            const args = { connectionId: "u1" };
            for (const call of [stepNamed(name).apply, stepNamed(name).read])
                expect(await failure(call?.(context, args))).to.match(/^Materialize gives a .* it is not written into AWS$/u);
        });
    }

    it("AllowedPrincipal refuses a principal that is not one role", () => {
        for (const principal of ["*", "arn:aws:iam::123456789012:root", "arn:aws:iam::123456789012:role/*"])
            expect(
                refusals("AllowedPrincipal", { serviceId: "vpce-svc-1", principal, region: "r", timeoutMinutes: 1 }),
            ).to.deep.equal(["principal takes the ARN of one IAM role"]);
    });
});
