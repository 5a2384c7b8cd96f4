import { expect } from "chai";
import { identityOf } from "../../../provider/aws/credentials";

const config =
    (values: Record<string, string>) =>
    (key: string): string | undefined =>
        values[key];

const ROLE = { roleArn: "arn:aws:iam::210987654321:role/deploy", externalId: "x" };

describe("who calls AWS", () => {
    it("is whom the SDK finds where nothing is said", () => {
        expect(identityOf(config({}), undefined)).to.deep.equal({ roles: [] });
    });

    it("is whom the stack's config names", () => {
        const keys = { "aws:accessKey": "AKIA", "aws:secretKey": "s", "aws:token": "t" };
        expect(identityOf(config(keys), undefined)).to.deep.equal({
            keys: { accessKeyId: "AKIA", secretAccessKey: "s", sessionToken: "t" },
            roles: [],
        });
        const role = { "aws:profile": "team", "aws:assumeRoles": JSON.stringify([ROLE]) };
        expect(identityOf(config(role), undefined)).to.deep.equal({ profile: "team", roles: [ROLE] });
    });

    it("is an explicit provider's profile and roles, as Pulumi keeps them", () => {
        const provider = { profile: "other", assumeRoles: JSON.stringify([ROLE]), hasKeys: false };
        expect(identityOf(config({ "aws:profile": "team" }), provider)).to.deep.equal({ profile: "other", roles: [ROLE] });
        expect(identityOf(config({ "aws:profile": "team" }), { hasKeys: false })).to.deep.equal({ profile: "team", roles: [] });
    });

    it("is refused in a sentence where roles cannot be read", () => {
        expect(() => identityOf(config({ "aws:assumeRoles": "{" }), undefined)).to.throw(
            /aws:assumeRoles is not a list of roles/u,
        );
    });
});
