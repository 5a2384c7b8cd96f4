import { isPrivateAddress } from "../../../../common/addresses";
import { UNKNOWN } from "../../../sql/sql";
import { choice, flag, port, text } from "../../../values/scalars";
import { type Fields, isAbsent, isUnknown } from "../../../values/value";
import type { HelperContext, HelperKind, HelperPlan } from "../../helperKind";
import { host } from "../../values";

/** The engines of each product, and the component that reads it. */
const PRODUCTS = {
    postgres: { engines: /^(?:aurora-)?postgresql$|^postgres$/u, component: "PostgresIngestion" },
    mysql: { engines: /^(?:aurora-)?mysql$|^mariadb$/u, component: "MySqlIngestion" },
    sqlserver: { engines: /^(?:custom-)?sqlserver-/u, component: "SqlServerIngestion" },
} as const;

type Product = keyof typeof PRODUCTS;

/** Refuses a database of Amazon RDS that differs from the arguments, and finds its private address for a load balancer. */
export const rdsEndpoint: HelperKind = {
    name: "RdsEndpoint",
    arguments: {
        host,
        port,
        actualPort: port,
        engine: text(),
        product: choice("postgres", "mysql", "sqlserver"),
        /** True if the address is needed. */
        resolves: flag,
        instance: text(),
        cluster: text(),
        /** The cluster of an instance. */
        clusterOf: text({ empty: true }),
    },
    optional: ["actualPort", "engine", "instance", "cluster", "clusterOf"],
    identity: ["host"],
    callsAws: () => false,
    plan: args => ({ outputs: {}, problems: [...engineProblems(args), ...portProblems(args), ...clusterProblems(args)] }),
    checkRemote: async (context, args, olds) => (args.resolves === true ? findAddress(context, args, olds) : NO_ADDRESS),
};

const NO_ADDRESS: HelperPlan = { outputs: {}, problems: [] };

const isKnown = (value: unknown): boolean => !isAbsent(value) && !isUnknown(value);

const titleOf = ({ instance, cluster }: Fields): string =>
    typeof cluster === "string" ? `the DB cluster ${cluster}` : `the DB instance ${String(instance)}`;

function engineProblems(args: Fields): string[] {
    const { engine, product } = args;
    if (!isKnown(engine) || PRODUCTS[product as Product].engines.test(String(engine))) return [];
    const other = Object.values(PRODUCTS).find(({ engines }) => engines.test(String(engine)));
    const advice = other === undefined ? "which Materialize does not read" : `use ${other.component}`;
    return [`${titleOf(args)} runs ${String(engine)}: ${advice}`];
}

function portProblems(args: Fields): string[] {
    const { port: given, actualPort } = args;
    if (!isKnown(actualPort) || given === actualPort) return [];
    return [
        `database.rds.port is ${String(given)}, but ${titleOf(args)} listens on ${String(actualPort)}: write port: ${String(actualPort)}`,
    ];
}

function clusterProblems(args: Fields): string[] {
    const { clusterOf } = args;
    if (!isKnown(clusterOf) || clusterOf === "") return [];
    return [
        `${titleOf(args)} belongs to the DB cluster ${String(clusterOf)}, whose endpoint follows the writer: write cluster: "${String(clusterOf)}" in place of instance`,
    ];
}

const IP_ARGUMENT = "give its private address as network.privateLink.ip";

/** Finds the address to which the name of the database resolves: AWS has the private one in public DNS, unless the database is public. */
async function findAddress({ resolve, print }: HelperContext, args: Fields, olds: Fields): Promise<HelperPlan> {
    if (isUnknown(args.host)) return { outputs: { ip: UNKNOWN }, problems: [] };
    const name = String(args.host);
    const found = await resolve(name).catch((error: unknown) => error as Error);
    if (typeof found !== "string")
        return failed(
            `the name ${name} does not resolve where Pulumi runs (${found.message}): run it where it does, or ${IP_ARGUMENT}`,
        );
    if (!isPrivateAddress(found))
        return failed(
            `the name ${name} resolves to ${found}, which is no private address, since the database is publicly accessible: a load balancer needs the private one, so turn public access off, or ${IP_ARGUMENT}`,
        );
    if (isKnown(olds.ip) && olds.host === name && olds.ip !== found)
        print(`${titleOf(args)} has moved from ${String(olds.ip)} to ${found}: the target of the load balancer follows it`);
    return { outputs: { ip: found }, problems: [] };
}

const failed = (problem: string): HelperPlan => ({ outputs: { ip: UNKNOWN }, problems: [problem] });
