import { expect } from "chai";
import { MSK_AUTHENTICATION, MSK_PUBLIC_IAM_PORT } from "../../common/msk";
import { ACCESS_METHODS } from "../aws/world/msk";

describe("facts about Amazon MSK", () => {
    for (const [method, { port, publicPort }] of Object.entries(MSK_AUTHENTICATION)) {
        it(`the local AWS has the ports of the authentication method ${method}`, () => {
            const found = ACCESS_METHODS.find(local => local.port === port);
            expect(found?.port).to.equal(port);
            if (publicPort !== undefined) expect(found?.publicPort).to.equal(publicPort);
        });
    }
    it("public brokers accept IAM roles on the port of the method", () => {
        expect(MSK_AUTHENTICATION.iam.publicPort).to.equal(MSK_PUBLIC_IAM_PORT);
    });
});
