import { ServerError } from "../session/errors";
import type { Sql } from "../sql/sql";
import { clock, type Clock } from "../session/retry";
import { waitUntil } from "../session/waitUntil";
import type { Fields } from "../values/value";
import type { Operation } from "./handler";
import { printerFor } from "./state";

/** How many minutes IAM may take to apply a new policy everywhere. */
const POLICY_MINUTES = 2;

/** Errors of brokers and of AWS, which do not know the role's policy yet. Materialize may report only that no broker answers. */
const DENIED = /access ?denied|authenticat|authoriz|all brokers down/iu;

const REASON =
    "IAM lets a new policy hold only after some seconds: where it lasts, see that nothing else in AWS denies the role what its policy allows, such as kafka-cluster:Connect on the cluster";

/** What a caller or a test replaces. */
interface Sending {
    /** How the statement is run. One that may be denied is run by itself. */
    readonly run: (statement: Sql) => Promise<void>;
    readonly time: Clock;
    readonly say: (line: string) => void;
}

/** Sends a statement of an object. If its role got its policy in this run and is denied, retries until IAM has applied the policy. */
export async function sendStatement(
    { run, environment }: Pick<Operation, "run" | "environment">,
    news: Fields,
    statement: Sql,
    sending: Partial<Sending> = {},
): Promise<void> {
    const {
        run: change,
        time,
        say,
    } = { run: (one: Sql) => environment.change(one), time: clock, say: printerFor(news), ...sending };
    if (!run.newRolePolicies.affects(news)) return change(statement);
    const attempt = async () => {
        try {
            await environment.change(statement);
            return { ready: true, state: "" };
        } catch (error) {
            if (!(error instanceof ServerError && DENIED.test(error.serverMessage))) throw error;
            return { ready: false, state: `Materialize says: ${error.serverMessage}`, reason: REASON };
        }
    };
    await waitUntil(attempt, { what: "the role's policy", minutes: POLICY_MINUTES, print: say }, time);
}
