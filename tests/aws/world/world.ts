import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import type { AnyEntity, EntityKind, Entity, EntityProps } from "./entities";

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

export const NO_DELAYS: Times = {
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
    private entities: AnyEntity[] = [];

    constructor(
        readonly account: string,
        /** Where calls go that name no region. */
        readonly region: string,
        readonly times: Times,
        private readonly file?: string,
    ) {}

    all<K extends EntityKind>(kind: K, where: (props: EntityProps[K], entity: Entity<K>) => boolean = () => true): Entity<K>[] {
        const some = this.entities.filter(entity => entity.kind === kind) as unknown as Entity<K>[];
        return some.filter(entity => where(entity.props, entity));
    }

    find<K extends EntityKind>(kind: K, id: string | undefined, region?: string): Entity<K> | undefined {
        return this.all(kind, (_, entity) => entity.id === id && (region === undefined || entity.region === region))[0];
    }

    add<K extends EntityKind>(kind: K, region: string, id: string, props: EntityProps[K]): Entity<K> {
        const entity: Entity<K> = { kind, region, id, props, since: Date.now() };
        this.put(entity);
        return entity;
    }

    /** Keeps a thing in the place of the one that has its kind, region and id. */
    put<K extends EntityKind>(entity: Entity<K>): void {
        this.remove(entity);
        this.entities.push(entity as unknown as AnyEntity);
        this.changed();
    }

    change<K extends EntityKind>(entity: Entity<K>, props: Partial<EntityProps[K]>): Entity<K> {
        const save = { ...entity, props: { ...entity.props, ...props } };
        this.put(save);
        return save;
    }

    remove({ kind, region, id }: { readonly kind: EntityKind; readonly region: string; readonly id: string }): void {
        const before = this.entities.length;
        this.entities = this.entities.filter(entity => entity.kind !== kind || entity.id !== id || entity.region !== region);
        if (this.entities.length < before) this.changed();
    }

    /** Whether the time that something takes has passed since it was made. */
    isReady({ since }: { readonly since: number }, time: keyof Times): boolean {
        return Date.now() >= since + this.times[time];
    }

    /** Waits until it has; whoever changes `since` ends it. */
    async waitUntilReady<K extends EntityKind>({ kind, id, region }: Entity<K>, time: keyof Times): Promise<void> {
        for (;;) {
            const since = this.find(kind, id, region)?.since ?? 0;
            const left = since + this.times[time] - Date.now();
            if (left <= 0) return;
            await wait(Math.min(left, 50));
        }
    }

    load(entities: readonly AnyEntity[]): void {
        this.entities = [...entities];
        this.changed();
    }

    get snapshot(): readonly AnyEntity[] {
        return this.entities;
    }

    private changed(): void {
        if (this.file !== undefined) writeFileSync(this.file, JSON.stringify(this.entities, undefined, 1), { mode: 0o600 });
    }

    /** `vpce-svc-0f3a…`: an id as AWS makes them. */
    newId(prefix: string): string {
        return `${prefix}-0${randomBytes(8).toString("hex")}`;
    }

    arn(service: string, region: string, path: string): string {
        return `arn:aws:${service}:${region}:${this.account}:${path}`;
    }
}

export const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");
export const randomUuid = (): string => randomUUID();
