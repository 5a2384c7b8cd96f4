import { UNRESOLVED } from "../../../../aws/reachability/messages";
import { findRegistry, registryProblem } from "../../../world/network";
import { textOf } from "../body";
import { checkKeyPair, invalid, readUrl } from "../checks";
import { TLS, TUNNELS } from "../options";
import { checkTunnel, routeOver } from "../tunnels";
import type { ConnectionType } from "../type";

const PATH = "/subjects";

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
    problem({ world, options }) {
        const registry = findRegistry(world, textOf(options.URL) ?? "", PATH);
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
