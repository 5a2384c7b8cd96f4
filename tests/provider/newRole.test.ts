import { expect } from "chai";
import { sendStatement } from "../../provider/lifecycle/sendStatement";
import type { Environment } from "../../provider/run/environment";
import { Run } from "../../provider/run/run";
import { sql } from "../../provider/sql/sql";
import { failure, refused, stepNamed, workOf } from "./helpers/aws/support";

const AWS = '"materialize"."public"."orders_aws"';
const kafka = { __resource: "orders_kafka", awsConnection: { id: "u1", qualifiedName: AWS } };

/** Refuses what it is sent with these words, one after the other, and then takes it; its clock runs while somebody waits. */
function refusing(...words: string[]) {
    const sent = { times: 0, passed: 0, said: [] as string[] };
    const change = (): Promise<void> => {
        const says = words[sent.times++];
        return says === undefined ? Promise.resolve() : Promise.reject(refused(says));
    };
    const sleep = (ms: number): Promise<void> => {
        sent.passed += ms;
        return Promise.resolve();
    };
    const time = { now: () => sent.passed, sleep };
    const environment = { change } as unknown as Environment;
    const say = (line: string): void => {
        sent.said.push(line);
    };
    return {
        sent,
        failure: (news: object = kafka) => failure(sendStatement({ run, environment }, { ...news }, sql`CREATE`, { time, say })),
    };
}

let run = new Run();

const DENIED = "Internal kafka error: SASL authentication error: [0a1b]: Access denied";

describe("a Kafka connection whose role has got its policy in the same run", () => {
    beforeEach(async () => {
        run = new Run();
        await stepNamed("AwsRoleUsable").apply?.(
            { ...workOf({}).work, run },
            { connection: AWS, connectionId: "u1", timeoutMinutes: 1 },
        );
    });

    it("is tried again until the policy holds, whatever words Materialize has for it", async () => {
        const { sent, failure: failed } = refusing(DENIED, "All brokers down");
        expect(await failed()).to.equal("");
        expect(sent.times).to.equal(3);
        expect(sent.said.at(-1)).to.equal("waiting for the role's policy: Materialize says: All brokers down");
    });

    it("is given up after two minutes, with what Materialize says and what may be wrong", async () => {
        const { sent, failure: failed } = refusing(...Array<string>(1000).fill(DENIED));
        expect(await failed()).to.match(
            /^gave up waiting for the role's policy after 2 minutes: Materialize says: .*Access denied. IAM lets .*kafka-cluster:Connect/u,
        );
        expect(sent.passed).to.equal(120_000);
    });

    it("is refused at once for what is no right of the role's", async () => {
        const { sent, failure: failed } = refusing("Failed to resolve hostname");
        expect(await failed()).to.equal("Failed to resolve hostname");
        expect(sent.times).to.equal(1);
    });

    it("is refused at once where the role is of before, or is another's", async () => {
        const other = refusing(DENIED);
        expect(await other.failure({ ...kafka, profile: "west" })).to.equal(DENIED);
        run = new Run();
        const { sent, failure: failed } = refusing(DENIED);
        expect(await failed()).to.equal(DENIED);
        expect(sent.times).to.equal(1);
    });
});
