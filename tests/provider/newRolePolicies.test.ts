import { expect } from "chai";
import { sendStatement } from "../../provider/lifecycle/sendStatement";
import type { Environment } from "../../provider/run/environment";
import { Run } from "../../provider/run/run";
import { sql } from "../../provider/sql/sql";
import { failure, refused, stepNamed, workOf } from "./helpers/aws/support";

const AWS = '"materialize"."public"."orders_aws"';
const kafka = { __resource: "orders_kafka", awsConnection: { id: "u1", qualifiedName: AWS } };

/** Returns an environment that refuses statements with these errors in this order, and accepts the next one. Its clock advances during waits. */
function environmentThatRefuses(...errors: string[]) {
    const sent = { times: 0, elapsed: 0, printed: [] as string[] };
    const change = (): Promise<void> => {
        const error = errors[sent.times++];
        return error === undefined ? Promise.resolve() : Promise.reject(refused(error));
    };
    const sleep = (ms: number): Promise<void> => {
        sent.elapsed += ms;
        return Promise.resolve();
    };
    const time = { now: () => sent.elapsed, sleep };
    const environment = { change } as unknown as Environment;
    const say = (line: string): void => {
        sent.printed.push(line);
    };
    return {
        sent,
        failure: (news: object = kafka) => failure(sendStatement({ run, environment }, { ...news }, sql`CREATE`, { time, say })),
    };
}

let run = new Run();

const DENIED = "Internal kafka error: SASL authentication error: [0a1b]: Access denied";

describe("a Kafka connection whose role received its policy in the same run", () => {
    beforeEach(async () => {
        run = new Run();
        await stepNamed("AwsRoleUsable").apply?.(
            { ...workOf({}).work, run },
            { connection: AWS, connectionId: "u1", timeoutMinutes: 1 },
        );
    });

    it("the statement is retried until the policy takes effect, whichever error Materialize reports", async () => {
        const { sent, failure: failed } = environmentThatRefuses(DENIED, "All brokers down");
        expect(await failed()).to.equal("");
        expect(sent.times).to.equal(3);
        expect(sent.printed.at(-1)).to.equal("waiting for the role's policy: Materialize says: All brokers down");
    });

    it("the statement fails after two minutes with the error of Materialize and a possible cause", async () => {
        const { sent, failure: failed } = environmentThatRefuses(...Array<string>(1000).fill(DENIED));
        expect(await failed()).to.match(
            /^gave up waiting for the role's policy after 2 minutes: Materialize says: .*Access denied. IAM lets .*kafka-cluster:Connect/u,
        );
        expect(sent.elapsed).to.equal(120_000);
    });

    it("the statement is not retried after an error that is not about permissions", async () => {
        const { sent, failure: failed } = environmentThatRefuses("Failed to resolve hostname");
        expect(await failed()).to.equal("Failed to resolve hostname");
        expect(sent.times).to.equal(1);
    });

    it("the statement is not retried if the role is from an earlier run or from another profile", async () => {
        const other = environmentThatRefuses(DENIED);
        expect(await other.failure({ ...kafka, profile: "west" })).to.equal(DENIED);
        run = new Run();
        const { sent, failure: failed } = environmentThatRefuses(DENIED);
        expect(await failed()).to.equal(DENIED);
        expect(sent.times).to.equal(1);
    });
});
