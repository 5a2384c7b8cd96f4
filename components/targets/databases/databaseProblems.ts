import type * as pulumi from "@pulumi/pulumi";
import { MAX_PORT } from "../../../common/addresses";
import {
    argumentError,
    type ArgumentShape,
    type Chosen,
    chooseOne,
    isGiven,
    mistakeProblems,
    numberProblems,
    property,
    refuseArguments,
    shapeProblems,
} from "../../argumentShape";
import { tableProblems } from "../sourceProblems";
import { VALIDATIONS } from "../target";
import { DATABASE_NETWORKS, type DatabaseNetworkRow, missingOfHost } from "./databaseNetworks";
import { DATABASE_TRANSFORM } from "./transforms";

/** The part of a product that its arguments follow from. */
interface Product {
    readonly isNamed: boolean;
    readonly required?: readonly string[];
    readonly problems?: () => readonly string[];
}

/** The arguments of every ingestion from a database. */
const SHAPE: ArgumentShape = {
    required: ["auth"],
    optional: [
        ...["schema", "owner", "profile", "tags", "sslMode", "certificateAuthority", "cluster", "tables"],
        ...["validation", "transform", "database", "network"],
    ],
    nested: { auth: { required: ["username", "password"] }, transform: DATABASE_TRANSFORM },
};

/** The arguments of each kind of server. */
const serverRows = ({ isNamed }: Product): Readonly<Record<"rds" | "host", ArgumentShape>> => {
    const named = isNamed ? ["name"] : [];
    return {
        rds: { required: named, optional: ["instance", "cluster", "port", "region"] },
        host: { required: ["host", ...named], optional: ["port"] },
    };
};

/** Returns the network of valid arguments, or throws an error that lists what is wrong with them. */
export function checkDatabaseArgs(
    component: pulumi.ComponentResource,
    args: object,
    product: Product,
): Chosen<DatabaseNetworkRow<never>> {
    refuseArguments(component, mistakeProblems(args));
    const given = args as Readonly<Record<string, unknown>>;
    const server = chooseOne("database", given.database, serverRows(product));
    const network = chooseOne<DatabaseNetworkRow<never>>("network", given.network, DATABASE_NETWORKS);
    const shape = { ...SHAPE, required: [...SHAPE.required, ...(product.required ?? [])] };
    const problems = [
        ...shapeProblems("", given, shape),
        ...server.problems,
        ...network.problems,
        ...tableProblems(given.tables),
    ];
    if (server.chosen === undefined || network.chosen === undefined || problems.length > 0)
        throw argumentError(component, problems);
    refuseArguments(component, [
        ...serverProblems(server.chosen),
        ...(server.chosen.key === "host" ? missingOfHost(network.chosen.key, network.chosen.given, network.chosen.row) : []),
        ...validationProblems(given.validation),
        ...(product.problems?.() ?? []),
    ]);
    return network.chosen;
}

function serverProblems({ key, given }: Chosen<ArgumentShape>): string[] {
    const port = property(given, "port");
    const names = ["instance", "cluster"].filter(name => isGiven(property(given, name)));
    return [
        ...(key === "rds" && names.length !== 1 ? ["database.rds takes exactly one of instance and cluster"] : []),
        ...(isGiven(port) ? numberProblems(`database.${key}.port`, port, { least: 1, most: MAX_PORT }) : []),
    ];
}

const VALIDATED = Object.keys(VALIDATIONS).filter(key => key !== "data");

const validationProblems = (validation: unknown): string[] =>
    !isGiven(validation) || VALIDATED.includes(validation as string)
        ? []
        : [`validation takes ${VALIDATED.join(" or ")}, not ${JSON.stringify(validation)}`];
