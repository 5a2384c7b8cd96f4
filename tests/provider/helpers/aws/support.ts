import { checkArguments, checkHelper, diffHelper } from "../../../../provider/helpers/helperHandler";
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
    if (step === undefined) throw new Error(`there is no step ${name}`);
    return step;
}

let run = new Run();

const inputs = (name: string, args: Fields): Fields => ({ __kind: name, __resource: "it", ...args });

/** What `check` makes of a step, in a run of its own. */
export function check(name: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}) {
    run = new Run();
    return checkAgain(name, args, olds, given);
}

/** The same, of another one of the same run. */
export const checkAgain = (name: string, args: Fields, olds: Fields = {}, given: Partial<Settings> = {}) =>
    checkArguments(stepNamed(name), run, { olds, news: inputs(name, args) }, { ...settings, ...given });

export const refusals = (name: string, args: Fields, given: Partial<Settings> = {}): string[] =>
    check(name, args, {}, given).failures.map(({ property, reason }) => {
        if (property !== "") throw new Error(`the engine would print the value of ${property}`);
        return reason;
    });

/** What `check` makes of a step that asks AWS. */
export function ask(name: string, work: HelperContext, args: Fields, olds: Fields = {}) {
    return checkHelper(stepNamed(name), work, { olds, news: inputs(name, args) }, settings);
}

export const diff = (name: string, olds: Fields, news: Fields) => diffHelper(stepNamed(name), olds, news);

/** A world that answers by hand: Materialize by the statement, AWS by the command. */
export interface Hand {
    readonly sql: (text: string) => readonly Fields[];
    readonly aws: (command: string, input: Fields) => object;
}

/** What a step works with, and what it said. */
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

/** Clients of the SDK's own classes, since its paginators ask for them. */
function clientsThat(send: unknown): Clients {
    const made = <C extends object>(Client: new (options: { region: string }) => C): C =>
        Object.assign(new Client({ region: "us-east-1" }), { send });
    return {
        ec2: () => made(ec2Sdk().EC2Client),
        elb: () => made(elbSdk().ElasticLoadBalancingV2Client),
        kafka: () => made(kafkaSdk().KafkaClient),
    };
}

/** What the server answers to a statement that it refuses. */
export const refused = (text: string): ServerError => new ServerError("58000", text, [text]);

/** The error of a promise that must fail, as its sentence. */
export const failure = (promise: Promise<unknown> | undefined): Promise<string> =>
    Promise.resolve(promise).then(
        () => "",
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );

/** What AWS answers to who takes on a role. */
export function roleCredentials(action: string, key: string): string {
    const credentials = `<AccessKeyId>${key}</AccessKeyId><SecretAccessKey>s</SecretAccessKey><SessionToken>token of ${key}</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration>`;
    const result = `<${action}Result><Credentials>${credentials}</Credentials></${action}Result>`;
    return `<${action}Response xmlns="https://sts.amazonaws.com/doc/2011-06-15/">${result}</${action}Response>`;
}
