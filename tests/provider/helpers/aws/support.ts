import { checkArguments, HelperHandler } from "../../../../provider/helpers/helperHandler";
import { Run } from "../../../../provider/run/run";
import type { Clients } from "../../../../provider/helpers/aws/clients";
import { ec2Sdk, elbSdk, kafkaSdk } from "../../../../provider/helpers/aws/awsSdk";
import type { HelperContext, HelperKind } from "../../../../provider/helpers/helperKind";
import { helpers } from "../../../../provider/helpers";
import { ServerError } from "../../../../provider/session/errors";
import type { Settings } from "../../../../provider/session/settings";
import { statementText, type Sql } from "../../../../provider/sql/sql";
import type { Fields } from "../../../../provider/values/value";
import { settings } from "../../support";

export function stepNamed(name: string): HelperKind {
    const step = helpers.get(name);
    if (step === undefined) throw new Error(`there is no helper resource ${name}`);
    return step;
}

/** Returns the handler of a helper resource, with one context for all of its resources. */
export const handlerOf = (name: string, context: HelperContext): HelperHandler =>
    new HelperHandler(stepNamed(name), () => context);

let run = new Run();

const inputs = (name: string, args: Fields): Fields => ({ __kind: name, __resource: "it", ...args });

/** Checks the arguments of a helper resource in a new run. */
export function check(name: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}) {
    run = new Run();
    return checkAgain(name, args, olds, given);
}

/** Checks the arguments of another helper resource in the same run. */
export const checkAgain = (name: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}) =>
    checkArguments(stepNamed(name), run, { olds, news: inputs(name, args) }, { ...settings, ...given });

export const refusals = (name: string, args: Fields, given: Partial<Settings> = {}): string[] =>
    check(name, args, {}, given).failures.map(({ property, reason }) => {
        if (property !== "") throw new Error(`the engine would print the value of ${property}`);
        return reason;
    });

/** Checks a helper resource that queries AWS. */
export function ask(name: string, work: HelperContext, args: Fields, olds: Fields = {}) {
    return handlerOf(name, work).check(olds, inputs(name, args), settings);
}

export const diff = (name: string, olds: Fields, news: Fields) => handlerOf(name, workOf({}).work).diff("", olds, news);

/** The answers of Materialize, by the statement, and of AWS, by the command. */
export interface Hand {
    readonly sql: (text: string) => readonly Fields[];
    readonly aws: (command: string, input: Fields) => object;
}

/** Returns the context of a helper resource, the lines that it prints, and the queries that it sends. */
export function workOf(hand: Partial<Hand>): { work: HelperContext; said: string[]; asked: string[] } {
    const said: string[] = [];
    const asked: string[] = [];
    const sql = (text: string): Promise<readonly Fields[]> => {
        asked.push(text);
        return Promise.resolve().then(() => hand.sql?.(text) ?? []);
    };
    const send = (command: { constructor: { name: string }; input: Fields }): Promise<object> => {
        const name = command.constructor.name.replace(/Command$/u, "");
        asked.push(name);
        return Promise.resolve(hand.aws?.(name, command.input) ?? {});
    };
    const materialize = { rows: sql, run: (statement: Sql) => sql(statementText(statement)) };
    const work = { run: new Run(), materialize, aws: () => clientsThat(send), print: (line: string) => said.push(line) };
    return { work: work as unknown as HelperContext, said, asked };
}

/** Returns clients of the SDK's classes, which its paginators need. */
function clientsThat(send: unknown): Clients {
    const made = <C extends object>(Client: new (options: { region: string }) => C): C =>
        Object.assign(new Client({ region: "us-east-1" }), { send });
    return {
        ec2: () => made(ec2Sdk().EC2Client),
        elb: () => made(elbSdk().ElasticLoadBalancingV2Client),
        kafka: () => made(kafkaSdk().KafkaClient),
    };
}

/** Returns the server's error for a statement. */
export const refused = (text: string): ServerError => new ServerError("58000", text, [text]);

/** Returns the error message of a promise that must fail. */
export const failure = (promise: Promise<unknown> | undefined): Promise<string> =>
    Promise.resolve(promise).then(
        () => "",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

/** Returns AWS's answer to a request that assumes a role. */
export function roleCredentials(action: string, key: string): string {
    const credentials = `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token of ${key}</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>`;
    const result = `<${action}Result><Credentials>${credentials}</Credentials></${action}Result>`;
    return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</${action}Response>`;
}

/** The arguments of `EndpointAvailable`. */
export const AVAILABLE = {
    connection: '"materialize"."public"."link"',
    connectionId: "u1",
    principal: "arn:aws:iam::664411391173:role/mz_1_u1",
    serviceId: "vpce-svc-1",
    region: "us-east-1",
    targets: { "broker-3": { group: "arn:group", attachment: "a" } },
    acceptanceRequired: false,
    timeoutMinutes: 0.01,
};
