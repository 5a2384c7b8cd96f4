import { isIP } from "node:net";
import type { Acl, AclFilter, Admin, AdminOptions, SASLOptions } from "@platformatic/kafka" with { "resolution-mode": "import" };
import { hostOf } from "../../../common/addresses";
import { tlsParts } from "../../../common/pem";
import { kafkaToken } from "../aws/kafkaToken";
import type { HelperContext } from "../helperKind";
import { type Probe, waitUntil } from "../../session/waitUntil";
import { type Access, IAM, pemOf } from "./access";
import { kafkaError } from "./failure";

/** A topic of the brokers. */
export interface Topic {
    readonly partitions: number;
    readonly replicationFactor: number;
    /** Its effective settings. */
    readonly configs: Readonly<Record<string, string>>;
}

/** The wanted properties of a topic. The brokers' defaults apply to missing ones. */
export interface TopicSpec {
    readonly name: string;
    readonly partitions: number;
    readonly replicationFactor?: number | null;
    readonly configs?: Readonly<Record<string, string>> | null;
}

const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** The numbers of the Kafka protocol. */
const TOPIC = 2;
const SET = 0;
const UNSET = 1;

/** A connection to a Kafka cluster, which is open while it is used. */
export class Kafka {
    /** The id of the cluster; undefined if the brokers give none. */
    clusterId: string | undefined;

    private constructor(
        private readonly admin: Admin,
        private readonly access: Access,
    ) {}

    /** Connects to a Kafka cluster, with retries, and uses the connection. */
    static async with<T>(
        context: Pick<HelperContext, "identity" | "print">,
        access: Access,
        use: (kafka: Kafka) => Promise<T>,
    ): Promise<T> {
        // The client is loaded when it is first used.
        const { Admin: Client } = await import("@platformatic/kafka");
        const admin = new Client(optionsOf(access, context));
        try {
            const kafka = new Kafka(admin, access);
            const { bootstrapServers, timeoutMinutes: minutes } = access;
            await waitUntil(() => kafka.checkConnection(), {
                what: `Kafka at ${bootstrapServers}`,
                minutes,
                print: context.print,
            });
            return await use(kafka);
        } finally {
            await admin.close();
        }
    }

    /** Returns a topic; undefined if it does not exist. */
    async topic(name: string): Promise<Topic | undefined> {
        const found = await this.request(() => this.admin.metadata({ topics: [name], forceUpdate: true })).catch(
            (error: unknown) => {
                if (String(error).includes("Unknown topic")) return undefined;
                throw error;
            },
        );
        const partitions = found?.topics.get(name)?.partitions;
        if (partitions === undefined) return undefined;
        const [described] = await this.request(() =>
            this.admin.describeConfigs({ resources: [{ resourceType: TOPIC, resourceName: name, configurationKeys: null }] }),
        );
        const configs = (described?.configs ?? []).map(({ name: key, value }) => [key, value ?? ""] as const);
        return {
            partitions: partitions.length,
            replicationFactor: partitions[0]?.replicas.length ?? 0,
            configs: Object.fromEntries(configs),
        };
    }

    async createTopic({ name, partitions, replicationFactor, configs }: TopicSpec): Promise<void> {
        const replicas = typeof replicationFactor === "number" ? { replicas: replicationFactor } : {};
        const given = Object.entries(configs ?? {}).map(([key, value]) => ({ name: key, value }));
        await this.request(() => this.admin.createTopics({ topics: [name], partitions, ...replicas, configs: given }));
    }

    async addPartitions(name: string, count: number): Promise<void> {
        await this.request(() => this.admin.createPartitions({ topics: [{ name, count }] }));
    }

    /** Sets settings of a topic. One without a value is reset to the brokers' default. */
    async configure(name: string, values: Readonly<Record<string, string | undefined>>): Promise<void> {
        const configs = Object.entries(values).map(([key, value]) =>
            value === undefined
                ? ({ name: key, configOperation: UNSET } as const)
                : ({ name: key, configOperation: SET, value } as const),
        );
        await this.request(() =>
            this.admin.incrementalAlterConfigs({ resources: [{ resourceType: TOPIC, resourceName: name, configs }] }),
        );
    }

    async deleteTopic(name: string): Promise<void> {
        await this.request(() => this.admin.deleteTopics({ topics: [name] }));
    }

    /** Returns the ACLs that a filter matches. */
    async acls(filter: AclFilter): Promise<Acl[]> {
        const resources = await this.request(() => this.admin.describeAcls({ filter }));
        return resources.flatMap(({ acls, ...target }) => acls.map(acl => ({ ...target, ...acl })));
    }

    async createAcls(creations: Acl[]): Promise<void> {
        if (creations.length > 0) await this.request(() => this.admin.createAcls({ creations }));
    }

    async deleteAcls(filters: Acl[]): Promise<void> {
        if (filters.length > 0) await this.request(() => this.admin.deleteAcls({ filters }));
    }

    /** Checks for a wait whether the brokers answer. */
    private async checkConnection(): Promise<Probe> {
        try {
            // The client declares the id as always present, and Kafka's protocol does not.
            const id = (await this.admin.metadata({ topics: [], forceUpdate: true })).id as string | null;
            this.clusterId = id === null || id === "" ? undefined : id;
            return { ready: true, state: "" };
        } catch (error) {
            const known = kafkaError(error, this.access);
            if (known.transientFix === undefined) throw known;
            return { ready: false, state: known.message, reason: known.transientFix };
        }
    }

    private async request<T>(send: () => Promise<T>): Promise<T> {
        try {
            return await send();
        } catch (error) {
            throw kafkaError(error, this.access);
        }
    }
}

function optionsOf(access: Access, context: Pick<HelperContext, "identity">): AdminOptions {
    const servers = access.bootstrapServers.split(",");
    const tls = access.securityProtocol.endsWith("SSL")
        ? { tls: { ...tlsParts(pemOf(access.ssl ?? {})), rejectUnauthorized: true } }
        : {};
    return {
        clientId: "pulumi-materialize",
        bootstrapBrokers: servers,
        // A request whose answer is lost may have been executed: the caller looks up the result before it repeats the request.
        retries: 0,
        connectTimeout: CONNECT_TIMEOUT_MS,
        timeout: REQUEST_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        ...tls,
        // An address cannot be a server name of TLS.
        tlsServerName: servers.every(server => isIP(hostOf(server)) === 0),
        ...saslOf(access, context),
    };
}

function saslOf({ sasl }: Access, { identity }: Pick<HelperContext, "identity">): { sasl?: SASLOptions } {
    if (sasl === undefined || sasl === null) return {};
    const { mechanism, username, password, region } = sasl;
    return mechanism === IAM
        ? { sasl: { mechanism: "OAUTHBEARER", token: () => kafkaToken(identity, String(region)) } }
        : { sasl: { mechanism, username: String(username), password: String(password) } };
}
