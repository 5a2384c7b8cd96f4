import { UNRESOLVED } from "../../../../aws/reachability/messages";
import type { Catalog } from "../../../catalog/catalog";
import { findRegistry, type RegistryClient, registryProblem } from "../../../world/network";
import { textOf, type Options } from "../body";
import { checkKeyPair, invalid, readUrl } from "../checks";
import { TLS, TUNNELS } from "../options";
import { plainText } from "../plainText";
import { checkTunnel, routeOver } from "../tunnels";
import type { ConnectionType } from "../type";

const PATH = "/subjects";

/** Returns the client that a connection configures. */
export const registryClient = (catalog: Catalog, options: Options): RegistryClient => ({
    url: textOf(options.URL) ?? "",
    username: plainText(catalog, options.USER),
    password: plainText(catalog, options.PASSWORD),
});

export const schemaRegistry: ConnectionType = {
    name: "confluent-schema-registry",
    keyword: "CONFLUENT SCHEMA REGISTRY",
    options: ["URL", "USER", "PASSWORD", "PORT", ...TLS, ...TUNNELS],
    validated: true,
    fixed: "tunnel",
    check(options, catalog) {
        const url = textOf(options.URL);
        if (url === undefined) throw invalid("must specify URL");
        const { hostname, pathname } = readUrl(url, "schema registry");
        if (hostname === "") throw invalid("URL must specify domain name");
        if (pathname !== "/") throw invalid("URL must have an empty path");
        checkKeyPair(options, "reading from SSL-auth Confluent Schema Registry requires both SSL KEY and SSL CERTIFICATE");
        checkTunnel(options, catalog, "CONFLUENT SCHEMA REGISTRY");
    },
    problem({ catalog, world, options }) {
        const registry = findRegistry(world, registryClient(catalog, options), PATH);
        return typeof registry === "string" ? registry : undefined;
    },
    ask({ catalog, options }, aws) {
        const { host, port: given, protocol } = new URL(textOf(options.URL) ?? "");
        const port = given === "" ? (protocol === "https:" ? 443 : 80) : Number(given);
        const route = routeOver(catalog, options);
        return aws.send({ ask: "server", address: host, route: route.link ? { link: { ...route.link, port } } : route });
    },
    /** The client is one of HTTP, whose errors differ from those of a Kafka client. Errors of a tunnel are the same. */
    explain(options, problem) {
        if (problem.startsWith("ssh:")) return problem;
        return registryProblem(textOf(options.URL) ?? "", PATH, problem !== UNRESOLVED);
    },
};
