import { readFileSync } from "node:fs";

import type { AwsClient } from "../../aws/reachability/client";
import { Upstreams } from "./upstream";
import type { GlueRegistry, LinkState } from "../../aws/reachability/protocol";

/** The world outside Materialize: brokers, topics, registries and bastions, with the credentials that they accept. */
export interface WorldFile {
    readonly listeners: readonly Listener[];
    readonly topics: Readonly<Record<string, Topic>>;
    readonly registries: readonly Registry[];
    readonly bastions: readonly Bastion[];
    readonly glue?: readonly GlueEndpoint[];
    readonly databases?: readonly UpstreamDatabase[];
}

/** A listener of a broker. */
export interface Listener {
    readonly address: string;
    readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly users?: readonly { readonly mechanisms: readonly string[]; readonly user: string; readonly password: string }[];
    /** True if it accepts IAM roles. */
    readonly iam?: boolean | undefined;
    /** The certificates of a listener with TLS. Default: one that a public authority has issued, and none of clients. */
    readonly tls?: ListenerTls;
}

export interface ListenerTls {
    /** The authority that has issued the certificates of the brokers and of the clients, in PEM format. */
    readonly authority: string;
    /** True if clients must have a certificate. */
    readonly requiresCertificate?: boolean;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Topic {
    readonly partitions?: number;
    /** The schema of AWS Glue that the values have, in the first registry. Default: the one of the topic in the schema registry. */
    readonly glueSchema?: string;
    readonly messages: readonly Message[];
}

/** A message. Records that Avro or Protobuf would encode are JSON. */
export interface Message {
    readonly key?: Json;
    readonly value: Json;
    readonly partition?: number;
    readonly timestamp?: string;
    readonly headers?: Readonly<Record<string, string>>;
}

export interface Registry {
    readonly url: string;
    readonly subjects: Readonly<Record<string, Subject>>;
    /** The credentials that it requires. Default: none. */
    readonly login?: { readonly username: string; readonly password: string };
}

export interface Subject {
    readonly id: number;
    readonly schema: string;
    /** Default: AVRO. */
    readonly type?: "PROTOBUF";
    /** The error of Materialize for a schema that it cannot use. */
    readonly refusal?: string;
}

/** The registries of AWS Glue in one account and region. */
export interface GlueEndpoint {
    /** The URL of an endpoint that replaces the one of AWS. Default: AWS itself. */
    readonly endpoint?: string;
    readonly registries: readonly GlueRegistry[];
}

export interface Bastion {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    /** The public keys that it accepts. Without them, it accepts every key. */
    readonly keys?: readonly string[];
}

/** A database that sources read. A PostgreSQL stands for one of another product, too. */
export interface UpstreamDatabase {
    readonly type: "postgres" | "mysql" | "sql-server";
    /** The host and port that connections name. */
    readonly address: string;
    /** The name of the database. A server of MySQL has several, which are the schemas here. */
    readonly database?: string;
    /** The users that it lets in, with any password. */
    readonly users: readonly string[];
    /** The statements that create its schemas, tables, publications and roles. */
    readonly setup: readonly string[];
}

/** The state of a source: its status and error, the end of its topic, and the offset that it has committed. */
export interface Reading {
    readonly status?: string;
    readonly error?: string;
    readonly known?: number;
    readonly committed?: number;
}

/** The world outside a server. Tests can change it. */
export class World {
    private file: WorldFile;
    private readonly deleted = new Set<string>();

    constructor(
        file: WorldFile,
        /** The milliseconds that a validation waits for a broker that does not answer. */
        readonly brokerTimeout: number,
    ) {
        this.file = file;
    }

    static read(path: string): WorldFile {
        return JSON.parse(readFileSync(path, "utf8")) as WorldFile;
    }

    get listeners(): readonly Listener[] {
        return this.file.listeners;
    }

    get topics(): Readonly<Record<string, Topic>> {
        return this.file.topics;
    }

    get bastions(): readonly Bastion[] {
        return this.file.bastions;
    }

    topic(name: string): Topic | undefined {
        return Object.hasOwn(this.file.topics, name) ? this.file.topics[name] : undefined;
    }

    registry(url: string): Registry | undefined {
        const origin = new URL(url).origin;
        return this.file.registries.find(registry => new URL(registry.url).origin === origin);
    }

    readonly upstreams = new Upstreams();

    /** Milliseconds by which the clock is ahead. */
    skew = 0;

    get now(): number {
        return Date.now() + this.skew;
    }

    /** The state of sources by name, which tests set in place of the state that follows from the world. */
    readonly readings = new Map<string, Reading>();

    /** The milliseconds after which the statistics of a source are reported. */
    statisticsAfter = 60_000;

    /** The milliseconds after which a materialized view is hydrated, if its cluster has a replica. */
    hydrationAfter = 0;
    /** The milliseconds after which new replicas of a cluster replace the old ones. */
    reconfigurationTime = 100;

    /** The number of messages of each topic. */
    get messages(): Readonly<Record<string, number>> {
        return Object.fromEntries(Object.entries(this.file.topics).map(([name, { messages }]) => [name, messages.length]));
    }

    /** The topics that have been deleted. */
    get deletedTopics(): string[] {
        return [...this.deleted];
    }

    /** The client of the local AWS that the server is joined with. */
    aws: AwsClient | undefined;

    /** The last known state of the endpoint of each PrivateLink connection. */
    links: readonly LinkState[] = [];

    /** True if statuses are spelled as in Materialize's documentation: `pending-acceptance`. */
    hyphenated = false;

    /** The state of the endpoints, as the catalog shows it. */
    get statuses(): readonly { readonly id: string; readonly status: string; readonly since: number }[] {
        if (!this.hyphenated) return this.links;
        const spelled = (status: string): string => status.replace(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`);
        return this.links.map(link => ({ ...link, status: spelled(link.status) }));
    }

    /** Adds the topics of a Kafka cluster in the joined AWS. */
    addTopics(topics: Readonly<Record<string, Topic>>): void {
        this.change({ topics: { ...this.file.topics, ...topics } });
    }

    learnRegistry(registry: Registry): void {
        const others = this.file.registries.filter(({ url }) => url !== registry.url);
        this.change({ registries: [...others, registry] });
    }

    learnDatabase(database: UpstreamDatabase): void {
        this.change({ databases: [...(this.file.databases ?? []), database] });
    }

    /** The databases at an address. */
    databasesAt(type: UpstreamDatabase["type"], address: string): readonly UpstreamDatabase[] {
        return (this.file.databases ?? []).filter(found => found.type === type && found.address === address);
    }

    /** Runs a statement on the first database. */
    async runUpstream(statement: string): Promise<void> {
        const [database] = this.file.databases ?? [];
        if (database) await this.upstreams.execute(database, statement);
    }

    /** Returns the registries of AWS Glue at an endpoint; undefined if none answers. */
    glueRegistries(endpoint: string | undefined): readonly GlueRegistry[] | undefined {
        return this.file.glue?.find(found => found.endpoint === endpoint)?.registries;
    }

    /** Adds a registry of AWS Glue in the joined AWS. */
    learnGlueRegistry(registry: GlueRegistry): void {
        const known = (this.glueRegistries(undefined) ?? []).filter(({ name }) => name !== registry.name);
        const others = (this.file.glue ?? []).filter(({ endpoint }) => endpoint !== undefined);
        this.change({ glue: [...others, { registries: [...known, registry] }] });
    }

    change(change: Partial<WorldFile>): void {
        const before = Object.keys(this.file.topics);
        this.file = { ...this.file, ...change };
        for (const name of before) if (!this.topic(name)) this.deleted.add(name);
    }

    knowsHost(host: string): boolean {
        const known = [
            ...this.file.listeners.map(listener => hostOf(listener.address)),
            ...this.file.bastions.map(bastion => bastion.host),
            ...(this.file.databases ?? []).map(database => hostOf(database.address)),
        ];
        return host === "localhost" || /^[\d.]+$|:/u.test(host) || known.includes(host);
    }
}

export function hostOf(address: string): string {
    return address.replace(/:\d+$/u, "");
}

export function withPort(address: string, port: string): string {
    return /:\d+$/u.test(address) ? address : `${address}:${port}`;
}
