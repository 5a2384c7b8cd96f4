import { readFileSync } from "node:fs";

import type { AwsClient } from "../../aws/reachability/client";
import type { LinkState } from "../../aws/reachability/protocol";

/** What lies outside Materialize: brokers, topics, registries and bastions, with the credentials that they take. */
export interface WorldFile {
    readonly listeners: readonly Listener[];
    readonly topics: Readonly<Record<string, Topic>>;
    readonly registries: readonly Registry[];
    readonly bastions: readonly Bastion[];
}

/** A broker's listener. */
export interface Listener {
    readonly address: string;
    readonly protocol: "PLAINTEXT" | "SSL" | "SASL_PLAINTEXT" | "SASL_SSL";
    readonly users?: readonly { readonly mechanisms: readonly string[]; readonly user: string; readonly password: string }[];
    /** Whether it takes roles of AWS's for users. */
    readonly iam?: boolean | undefined;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export interface Topic {
    readonly partitions?: number;
    readonly messages: readonly Message[];
}

/** A message: text as text; what Avro or Protobuf would encode as JSON. */
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
}

export interface Subject {
    readonly id: number;
    readonly schema: string;
    /** Why the registry's schema cannot be used, as Materialize says it. */
    readonly refusal?: string;
}

export interface Bastion {
    readonly host: string;
    readonly port: number;
    readonly user: string;
    /** The public keys that it knows; without them it lets every key in. */
    readonly keys?: readonly string[];
}

/** How a source is: its status and error, where its topic ends, and how far it has read; no offset before it is reported. */
export interface Reading {
    readonly status?: string;
    readonly error?: string;
    readonly known?: number;
    readonly committed?: number;
}

/** The world that a server lives in; tests may change it. */
export class World {
    private file: WorldFile;
    private readonly deleted = new Set<string>();

    constructor(
        file: WorldFile,
        /** How long an unanswered broker keeps a validation waiting. */
        readonly patience: number,
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

    /** Milliseconds by which the clock is ahead. */
    skew = 0;

    get now(): number {
        return Date.now() + this.skew;
    }

    /** How sources are, and what they have read, by their names: what a test says, instead of what follows from the world. */
    readonly readings = new Map<string, Reading>();

    /** After how many milliseconds a source's statistics are reported. */
    statisticsAfter = 60_000;

    /** How many messages each topic has. */
    get messages(): Readonly<Record<string, number>> {
        return Object.fromEntries(Object.entries(this.file.topics).map(([name, { messages }]) => [name, messages.length]));
    }

    /** Topics that were there and are not. */
    get gone(): string[] {
        return [...this.deleted];
    }

    /** The AWS that this Materialize is joined with, if it is. */
    aws: AwsClient | undefined;

    /** How far each PrivateLink connection's endpoint was when last asked. */
    links: readonly LinkState[] = [];

    /** Whether statuses are spelt as Materialize's documentation does: `pending-acceptance`. */
    hyphenated = false;

    /** The endpoints as the catalog shows them. */
    get statuses(): readonly { readonly id: string; readonly status: string; readonly since: number }[] {
        if (!this.hyphenated) return this.links;
        const spelt = (status: string): string => status.replace(/[A-Z]/gu, letter => `-${letter.toLowerCase()}`);
        return this.links.map(link => ({ ...link, status: spelt(link.status) }));
    }

    /** What a Kafka of the joined AWS holds. */
    learn(topics: Readonly<Record<string, Topic>>): void {
        this.change({ topics: { ...this.file.topics, ...topics } });
    }

    learnRegistry(registry: Registry): void {
        const others = this.file.registries.filter(({ url }) => url !== registry.url);
        this.change({ registries: [...others, registry] });
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
