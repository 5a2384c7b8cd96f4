import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import type { AnyThing, Kind, Thing, Things } from "./things";

/** How long things take in AWS, in milliseconds. */
export interface Times {
    readonly loadBalancer: number;
    /** From a target's registration, or a listener's creation, to its first health. */
    readonly targetHealth: number;
    readonly endpointService: number;
    readonly endpointConnection: number;
    /** From the DROP of a PrivateLink connection to the end of its endpoint. */
    readonly endpointDeletion: number;
    readonly instance: number;
    /** From an instance's start until its sshd answers. */
    readonly boot: number;
    readonly cluster: number;
    /** While public access is turned on. */
    readonly connectivity: number;
    /** Until a new role can be assumed, and Materialize's own be allowed at an endpoint service. */
    readonly role: number;
    /** Until a new policy of a role holds. */
    readonly policy: number;
}

export const NO_TIME: Times = {
    loadBalancer: 0,
    targetHealth: 0,
    endpointService: 0,
    endpointConnection: 0,
    endpointDeletion: 0,
    instance: 0,
    boot: 0,
    cluster: 0,
    connectivity: 0,
    role: 0,
    policy: 0,
};

/** Everything that there is in one account: kept in memory, and in a file if one is named. */
export class World {
    private things: AnyThing[] = [];

    constructor(
        readonly account: string,
        /** Where calls go that name no region. */
        readonly region: string,
        readonly times: Times,
        private readonly file?: string,
    ) {}

    all<K extends Kind>(kind: K, where: (props: Things[K], thing: Thing<K>) => boolean = () => true): Thing<K>[] {
        const some = this.things.filter(thing => thing.kind === kind) as unknown as Thing<K>[];
        return some.filter(thing => where(thing.props, thing));
    }

    find<K extends Kind>(kind: K, id: string | undefined, region?: string): Thing<K> | undefined {
        return this.all(kind, (_, thing) => thing.id === id && (region === undefined || thing.region === region))[0];
    }

    add<K extends Kind>(kind: K, region: string, id: string, props: Things[K]): Thing<K> {
        const thing: Thing<K> = { kind, region, id, props, since: Date.now() };
        this.put(thing);
        return thing;
    }

    /** Keeps a thing in the place of the one that has its kind, region and id. */
    put<K extends Kind>(thing: Thing<K>): void {
        this.remove(thing);
        this.things.push(thing as unknown as AnyThing);
        this.changed();
    }

    change<K extends Kind>(thing: Thing<K>, props: Partial<Things[K]>): Thing<K> {
        const changed = { ...thing, props: { ...thing.props, ...props } };
        this.put(changed);
        return changed;
    }

    remove({ kind, region, id }: { readonly kind: Kind; readonly region: string; readonly id: string }): void {
        const before = this.things.length;
        this.things = this.things.filter(thing => thing.kind !== kind || thing.id !== id || thing.region !== region);
        if (this.things.length < before) this.changed();
    }

    /** Whether the time that something takes has passed since it was made. */
    isReady({ since }: { readonly since: number }, time: keyof Times): boolean {
        return Date.now() >= since + this.times[time];
    }

    /** Waits until it has; whoever changes `since` ends it. */
    async settle<K extends Kind>({ kind, id, region }: Thing<K>, time: keyof Times): Promise<void> {
        for (;;) {
            const since = this.find(kind, id, region)?.since ?? 0;
            const left = since + this.times[time] - Date.now();
            if (left <= 0) return;
            await wait(Math.min(left, 50));
        }
    }

    load(things: readonly AnyThing[]): void {
        this.things = [...things];
        this.changed();
    }

    get snapshot(): readonly AnyThing[] {
        return this.things;
    }

    private changed(): void {
        if (this.file !== undefined) writeFileSync(this.file, JSON.stringify(this.things, undefined, 1), { mode: 0o600 });
    }

    /** `vpce-svc-0f3a…`: an id as AWS makes them. */
    newId(prefix: string): string {
        return `${prefix}-0${randomBytes(8).toString("hex")}`;
    }

    arn(service: string, region: string, path: string): string {
        return `arn:aws:${service}:${region}:${this.account}:${path}`;
    }
}

export const hex = (bytes: number): string => randomBytes(bytes).toString("hex");
export const uuid = (): string => randomUUID();
