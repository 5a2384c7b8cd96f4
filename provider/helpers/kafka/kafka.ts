import { isIP } from "node:net";
import type { Acl, AclFilter, Admin, AdminOptions, SASLOptions } from "@platformatic/kafka" with { "resolution-mode": "import" };
import { hostOf } from "../../../common/addresses";
import { tlsFiles } from "../../../common/pem";
import { kafkaToken } from "../aws/kafkaToken";
import type { HelperContext } from "../helperKind";
import { type Probe, waitUntil } from "../../session/waitUntil";
import { type Access, IAM, pemOf } from "./access";
import { kafkaError } from "./failure";

/** A topic as the brokers have it. */
export interface Topic {
    readonly partitions: number;
    readonly replicationFactor: number;
    /** The values that hold for it, by their names. */
    readonly configs: Readonly<Record<string, string>>;
}

/** What is asked of a topic; what is not given is the brokers' own. */
export interface TopicSpec {
    readonly name: string;
    readonly partitions: number;
    readonly replicationFactor?: number | null;
    readonly configs?: Readonly<Record<string, string>> | null;
}

const CONNECT_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Kafka's own numbers. */
const TOPIC = 2;
const SET = 0;
const UNSET = 1;

/** A Kafka that a step speaks to: one connection as one user, open while it is used. */
export class Kafka {
    private constructor(
        private readonly admin: Admin,
        private readonly access: Access,
    ) {}

    /** Does something with a Kafka, once it can be reached. */
    static async with<T>(
        work: Pick<HelperContext, "identity" | "print">,
        access: Access,
        use: (kafka: Kafka) => Promise<T>,
    ): Promise<T> {
        // Loaded by whoever has such a step, and by nobody else.
        const { Admin: Client } = await import("@platformatic/kafka");
        const admin = new Client(optionsOf(access, work));
        try {
            const kafka = new Kafka(admin, access);
            const { bootstrapServers, timeoutMinutes: minutes } = access;
            await waitUntil(() => kafka.answers(), { what: `Kafka at ${bootstrapServers}`, minutes, say: work.print });
            return await use(kafka);
        } finally {
            await admin.close();
        }
    }

    /** A topic; undefined where there is none. */
    async topic(name: string): Promise<Topic | undefined> {
        const found = await this.ask(() => this.admin.metadata({ topics: [name], forceUpdate: true })).catch((error: unknown) => {
            if (String(error).includes("Unknown topic")) return undefined;
            throw error;
        });
        const partitions = found?.topics.get(name)?.partitions;
        if (partitions === undefined) return undefined;
        const [described] = await this.ask(() =>
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
        await this.ask(() => this.admin.createTopics({ topics: [name], partitions, ...replicas, configs: given }));
    }

    async addPartitions(name: string, count: number): Promise<void> {
        await this.ask(() => this.admin.createPartitions({ topics: [{ name, count }] }));
    }

    /** Sets values; those that are undefined are the brokers' own again. */
    async configure(name: string, values: Readonly<Record<string, string | undefined>>): Promise<void> {
        const configs = Object.entries(values).map(([key, value]) =>
            value === undefined
                ? ({ name: key, configOperation: UNSET } as const)
                : ({ name: key, configOperation: SET, value } as const),
        );
        await this.ask(() =>
            this.admin.incrementalAlterConfigs({ resources: [{ resourceType: TOPIC, resourceName: name, configs }] }),
        );
    }

    async deleteTopic(name: string): Promise<void> {
        await this.ask(() => this.admin.deleteTopics({ topics: [name] }));
    }

    /** The ACLs that a filter finds. */
    async acls(filter: AclFilter): Promise<Acl[]> {
        const resources = await this.ask(() => this.admin.describeAcls({ filter }));
        return resources.flatMap(({ acls, ...target }) => acls.map(acl => ({ ...target, ...acl })));
    }

    async createAcls(creations: Acl[]): Promise<void> {
        if (creations.length > 0) await this.ask(() => this.admin.createAcls({ creations }));
    }

    async deleteAcls(filters: Acl[]): Promise<void> {
        if (filters.length > 0) await this.ask(() => this.admin.deleteAcls({ filters }));
    }

    /** Whether anybody answers, as a wait sees it. */
    private async answers(): Promise<Probe> {
        try {
            await this.admin.metadata({ topics: [], forceUpdate: true });
            return { ready: true, state: "" };
        } catch (error) {
            const known = kafkaError(error, this.access);
            if (known.mends === undefined) throw known;
            return { ready: false, state: known.message, reason: known.mends };
        }
    }

    private async ask<T>(question: () => Promise<T>): Promise<T> {
        try {
            return await question();
        } catch (error) {
            throw kafkaError(error, this.access);
        }
    }
}

function optionsOf(access: Access, work: Pick<HelperContext, "identity">): AdminOptions {
    const servers = access.bootstrapServers.split(",");
    const tls = access.securityProtocol.endsWith("SSL")
        ? { tls: { ...tlsFiles(pemOf(access.ssl ?? {})), rejectUnauthorized: true } }
        : {};
    return {
        clientId: "pulumi-materialize",
        bootstrapBrokers: servers,
        // A request whose answer is lost may have been carried out: a step looks before it asks again.
        retries: 0,
        connectTimeout: CONNECT_TIMEOUT_MS,
        timeout: REQUEST_TIMEOUT_MS,
        requestTimeout: REQUEST_TIMEOUT_MS,
        ...tls,
        // TLS knows no name that is an address.
        tlsServerName: servers.every(server => isIP(hostOf(server)) === 0),
        ...saslOf(access, work),
    };
}

function saslOf({ sasl }: Access, { identity }: Pick<HelperContext, "identity">): { sasl?: SASLOptions } {
    if (sasl === undefined || sasl === null) return {};
    const { mechanism, username, password, region } = sasl;
    return mechanism === IAM
        ? { sasl: { mechanism: "OAUTHBEARER", token: () => kafkaToken(identity, String(region)) } }
        : { sasl: { mechanism, username: String(username), password: String(password) } };
}
