import { expect } from "chai";
import { UNKNOWN } from "../../../../provider/sql/sql";
import { ask, workOf } from "./support";

describe("AwsRoleUsable", () => {
    it("AwsRoleUsable warns in a preview if the policy of the role becomes narrower", async () => {
        const arn = (what: string) => `arn:aws:kafka:us-east-1:210987654321:${what}`;
        const policy = (...resources: string[]) =>
            JSON.stringify({
                Statement: [
                    { Effect: "Allow", Action: "kafka-cluster:Connect", Resource: arn("cluster/x/1-2") },
                    { Effect: "Allow", Action: ["kafka-cluster:ReadData", "kafka-cluster:DescribeTopic"], Resource: resources },
                ],
            });
        const asked = async (before: unknown, now: unknown): Promise<string[]> => {
            const { work, said } = workOf({});
            const args = (text: unknown) => ({
                connection: "aws",
                connectionId: "u1",
                role: { policy: text },
                timeoutMinutes: 1,
            });
            for (let time = 0; time < 2; time += 1) await ask("AwsRoleUsable", work, args(now), args(before));
            return said;
        };
        const all = policy(arn("topic/x/1-2/*"));
        expect(await asked(all, policy(arn("topic/x/1-2/orders")))).to.deep.equal([
            `warning: the policy of the role no longer allows ReadData, DescribeTopic on ${arn("topic/x/1-2/*")}. If a source outside of this component reads these topics, list them in auth.iam.readableTopics`,
        ]);
        expect(await asked(policy(arn("topic/x/1-2/orders")), all)).to.deep.equal([]);
        expect(await asked(policy(arn("topic/x/1-2/orders")), policy(arn("topic/x/1-2/ord*")))).to.deep.equal([]);
        const glue = { Effect: "Allow", Action: ["glue:GetSchemaVersion"], Resource: ["*"] };
        expect(await asked(JSON.stringify({ Statement: [glue] }), JSON.stringify({ Statement: [] }))).to.deep.equal([]);
        for (const [before, now] of [
            [all, UNKNOWN],
            [undefined, all],
            ["none", all],
        ])
            expect(await asked(before, now)).to.deep.equal([]);
    });
});
