import { Client } from "pg";

import { type LocalServer, startLocal } from "../../server";
import { type LocalAws, startAws } from "..";
import { startOnce } from "../../startOnce";
import { create, createPrivateLinkNetwork } from "../support";

/** The CIDR blocks of Materialize's egress addresses. */
export const BLOCKS = ["203.0.113.10/32", "203.0.113.11/32", "203.0.113.64/30"];
export const SCRAM = "SASL MECHANISMS 'SCRAM-SHA-512', SASL USERNAME 'materialize', SASL PASSWORD SECRET password";
const ZONES = ["use1-az1", "use1-az2", "use1-az4"];

/** Returns the host name of a broker of the MSK cluster `orders`. */
export const brokerHost = (id: number): string => `b-${String(id)}.orders.0a1b2c.c2.kafka.us-east-1.amazonaws.com`;

/** Returns the SQL of one broker that a Kafka connection reaches over PrivateLink. */
export const brokerOverLink = (id: number, port = 9000 + id, zone = ZONES[id - 1] ?? "", host = brokerHost(id)): string =>
    `'${host}:9096' USING AWS PRIVATELINK link (PORT ${String(port)}, AVAILABILITY ZONE '${zone}')`;

export const kafkaConnection = (brokers: readonly string[], rest = SCRAM): string =>
    `CREATE CONNECTION kafka TO KAFKA (BROKERS (${brokers.join(", ")}), ${rest})`;

/** A local AWS and a local Materialize that are joined, and a client of the local Materialize. */
export class JoinedServers {
    private constructor(
        readonly aws: LocalAws,
        readonly materialize: LocalServer,
        private readonly client: Client,
    ) {}

    static async start(): Promise<JoinedServers> {
        const aws = await startAws();
        const materialize = await startLocal({
            aws: aws.url,
            settings: { max_aws_privatelink_connections: "10", enable_kafka_broker_matching_rules: "on" },
        });
        const client = new Client(materialize.url);
        await client.connect();
        return new JoinedServers(aws, materialize, client);
    }

    async close(): Promise<void> {
        await this.client.end();
        await this.materialize.close();
        await this.aws.close();
    }

    async reset(): Promise<void> {
        this.aws.reset();
        await this.materialize.reset();
    }

    async query(sql: string): Promise<Record<string, string>[]> {
        return (await this.client.query<Record<string, string>>(sql)).rows;
    }

    /** Runs a statement and returns `done` or the error message. */
    tryQuery(sql: string): Promise<string> {
        return this.query(sql).then(
            () => "done",
            (error: unknown) => (error instanceof Error ? error.message : String(error)),
        );
    }

    /** Returns the status of the PrivateLink connection, spelled as v26.6 does. */
    async linkStatus(): Promise<string | undefined> {
        return (await this.spelledStatus())?.replaceAll(/-(?<letter>\w)/gu, (_, letter: string) => letter.toUpperCase());
    }

    /** Returns the status of the PrivateLink connection, spelled as the server does. */
    async spelledStatus(): Promise<string | undefined> {
        return (await this.query("SELECT status FROM mz_internal.mz_aws_privatelink_connection_statuses"))[0]?.status;
    }

    /** Creates the network and a PrivateLink connection to it, and allows the principal of the connection. */
    async createLink(options: Parameters<typeof createPrivateLinkNetwork>[1] = {}) {
        const network = await createPrivateLinkNetwork(this.aws, { acceptanceRequired: false, ...options });
        await this.query("CREATE SECRET password AS 'hunter2'");
        const name = `com.amazonaws.vpce.us-east-1.${network.service}`;
        const zones = ZONES.map(zone => `'${zone}'`).join(", ");
        await this.query(`CREATE CONNECTION link TO AWS PRIVATELINK (SERVICE NAME '${name}', AVAILABILITY ZONES (${zones}))`);
        const initialStatus = await this.linkStatus();
        const [row] = await this.query("SELECT principal FROM mz_aws_privatelink_connections");
        const allowed = await create(this.aws, "ec2.VpcEndpointServiceAllowedPrinciple", {
            vpcEndpointServiceId: network.service,
            principalArn: row?.principal ?? "",
        });
        return { ...network, initialStatus, allowed };
    }
}

const startJoinedServers = startOnce(() => JoinedServers.start());

/** Resets the servers before each test; all tests of the process share them. */
export function useJoinedServers(): () => JoinedServers {
    let pair: JoinedServers | undefined;
    beforeEach(async () => {
        pair = await startJoinedServers();
        await pair.reset();
    });
    return () => {
        if (!pair) throw new Error("joined() starts it before the tests");
        return pair;
    };
}
