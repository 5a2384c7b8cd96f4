import { expect } from "chai";
import { MSK_AUTHENTICATION, MSK_PUBLIC_IAM_PORT } from "../../common/msk";
import { WAYS } from "../aws/world/msk";

describe("facts about Amazon MSK", () => {
    for (const [method, { port, publicPort }] of Object.entries(MSK_AUTHENTICATION)) {
        it(`the local AWS has the ports of the authentication method ${method}`, () => {
            const local = WAYS.find(way => way.port === port);
            expect(local?.port).to.equal(port);
            if (publicPort !== undefined) expect(local?.publicPort).to.equal(publicPort);
        });
    }
    it("public brokers accept IAM roles on the port of the method", () => {
        expect(MSK_AUTHENTICATION.iam.publicPort).to.equal(MSK_PUBLIC_IAM_PORT);
    });
});
