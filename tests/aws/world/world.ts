import { randomBytes, randomUUID } from "node:crypto";
import { writeFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";

import type { AnyEntity, EntityKind, Entity, EntityProps } from "./entities";

/** The duration of AWS's operations, in milliseconds. */
export interface Times {
    readonly loadBalancer: number;
    /** The time from the registration of a target, or the creation of its listener, to its first health state. */
    readonly targetHealth: number;
    readonly endpointService: number;
    readonly endpointConnection: number;
    /** The time from the DROP of a PrivateLink connection to the deletion of its endpoint. */
    readonly endpointDeletion: number;
    readonly instance: number;
    /** The time from the start of an instance until its SSH server answers. */
    readonly boot: number;
    readonly cluster: number;
    /** The time that it takes to turn on public access. */
    readonly connectivity: number;
    /** The time until a new role can be assumed, and until Materialize's new role can be allowed at an endpoint service. */
    readonly role: number;
    /** The time until a new policy of a role takes effect. */
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

/** All entities of one AWS account, kept in memory and, if a file is given, on disk. */
export class World {
    private entities: AnyEntity[] = [];

    constructor(
        readonly account: string,
        /** The region of calls that name none. */
        readonly region: string,
        readonly times: Times,
        private readonly file?: string,
    ) {}

    all<K extends EntityKind>(kind: K, where: (props: EntityProps[K], entity: Entity<K>) => boolean = () => true): Entity<K>[] {
        const ofKind = this.entities.filter(entity => entity.kind === kind) as unknown as Entity<K>[];
        return ofKind.filter(entity => where(entity.props, entity));
    }

    find<K extends EntityKind>(kind: K, id: string | undefined, region?: string): Entity<K> | undefined {
        return this.all(kind, (_, entity) => entity.id === id && (region === undefined || entity.region === region))[0];
    }

    add<K extends EntityKind>(kind: K, region: string, id: string, props: EntityProps[K]): Entity<K> {
        const entity: Entity<K> = { kind, region, id, props, since: Date.now() };
        this.put(entity);
        return entity;
    }

    /** Stores an entity and replaces the one with the same kind, region and id. */
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

    /** Returns whether the duration of an operation has passed since `since`. */
    isReady({ since }: { readonly since: number }, time: keyof Times): boolean {
        return Date.now() >= since + this.times[time];
    }

    /** Waits until the duration has passed since the entity was created. A change of `since` can end the wait early. */
    async waitUntilReady<K extends EntityKind>({ kind, id, region }: Entity<K>, time: keyof Times): Promise<void> {
        for (;;) {
            const since = this.find(kind, id, region)?.since ?? 0;
            const remaining = since + this.times[time] - Date.now();
            if (remaining <= 0) return;
            await wait(Math.min(remaining, 50));
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

    /** Returns an id in AWS's format, for example `vpce-svc-0f3a…`. */
    newId(prefix: string): string {
        return `${prefix}-0${randomBytes(8).toString("hex")}`;
    }

    arn(service: string, region: string, path: string): string {
        return `arn:aws:${service}:${region}:${this.account}:${path}`;
    }
}

export const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");
export const randomUuid = (): string => randomUUID();
