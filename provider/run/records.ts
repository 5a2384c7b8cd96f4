import { type Fields, isFields, type Namespace } from "../values/value";

/** Identifies a resource within a run: its class, its name in the program, its parent, and the component that it names. */
const resourceKey = (inputs: Fields): string =>
    JSON.stringify([inputs.__kind, inputs.__resource, inputs.__parent, inputs.__component]);

/** The names and ports that resources of this run use, so that a second resource with the same one is refused. */
export class NameClaims {
    private readonly holders = new Map<string, Fields>();
    private readonly renames = new Map<string, { readonly to: string; readonly inputs: Fields }>();

    /** Claims a qualified name for a resource; returns an error message if another resource has it. */
    claimName(nameScope: string, qualifiedName: string, inputs: Fields): string | undefined {
        const holder = this.otherHolder(nameScope, JSON.stringify([inputs.profile ?? "", qualifiedName]), inputs);
        if (holder === undefined) return undefined;
        return `${qualifiedName} is already the name of the ${String(holder.__kind)} resource ${String(holder.__resource)}: choose another name or schema for one of the two`;
    }

    /** Records that a resource changes its name; returns an error message if the resources of this run exchange their names in a circle. */
    claimRename(nameScope: string, [from, to]: readonly [from: string, to: string], inputs: Fields): string | undefined {
        const key = (name: string): string => JSON.stringify([nameScope, inputs.profile ?? "", name]);
        this.renames.set(key(from), { to, inputs });
        let next = this.renames.get(key(to));
        for (let steps = 1; next !== undefined && steps < this.renames.size; steps++) {
            if (next.to === from) {
                const other = `the ${String(next.inputs.__kind)} resource ${String(next.inputs.__resource)}`;
                return `${to} cannot be taken while ${other} changes its name to ${from}: run one up with a temporary name for one of them, and a second one with the final names`;
            }
            next = this.renames.get(key(next.to));
        }
        return undefined;
    }

    /** Claims an item for a resource; returns the other resource that claimed it before. */
    otherHolder(scope: string, item: string, inputs: Fields): Fields | undefined {
        const key = JSON.stringify([scope, item]);
        const holder = this.holders.get(key) ?? inputs;
        this.holders.set(key, holder);
        return resourceKey(holder) === resourceKey(inputs) ? undefined : holder;
    }
}

/** The default namespaces that objects were created with. For a replacement the engine calls `check` again without the old inputs. */
export class NamespaceRecords {
    private readonly known = new Map<string, Namespace>();

    /** Returns the namespace that the old inputs hold, or the one recorded earlier in this run. */
    recall(inputs: Fields, old: Namespace | undefined): Namespace | undefined {
        const key = resourceKey(inputs);
        if (old !== undefined) this.known.set(key, old);
        return old ?? this.known.get(key);
    }
}

/**
 * The inputs in the state of the resources of this run. The engine calls `check` again without them before it replaces a resource. It calls no `diff`
 * under `--replace`.
 */
export class Replacements {
    private readonly states = new Map<string, Fields>();
    private readonly compared = new Set<string>();

    record(inputs: Fields, olds: Fields): void {
        if (olds.__kind !== undefined) this.states.set(resourceKey(inputs), olds);
    }

    /** Returns the inputs in the state of a resource that is created, if that replaces an object. */
    before(inputs: Fields): Fields | undefined {
        return this.states.get(resourceKey(inputs));
    }

    recordCompared(inputs: Fields): void {
        this.compared.add(resourceKey(inputs));
    }

    /** Returns true if a resource is replaced of which the engine has called no `diff`. */
    isForced(inputs: Fields): boolean {
        return this.states.has(resourceKey(inputs)) && !this.compared.has(resourceKey(inputs));
    }
}

/** Resources whose CREATE lost its answer in an earlier run: an object with their name may be theirs. */
export class Resumptions {
    private readonly inProgram = new Set<string>();
    private readonly resumed = new Set<string>();

    /** Records that the program declares the resource, so that its deletion is part of a replacement. */
    recordDeclared(inputs: Fields): void {
        this.inProgram.add(resourceKey(inputs));
    }

    /** Returns true if the program declares the resource. */
    isDeclared(inputs: Fields): boolean {
        return this.inProgram.has(resourceKey(inputs));
    }

    /** Records that the next create of the resource has to look for an object of its name. */
    record(inputs: Fields): void {
        if (this.inProgram.has(resourceKey(inputs))) this.resumed.add(resourceKey(inputs));
    }

    includes(inputs: Fields): boolean {
        return this.resumed.has(resourceKey(inputs));
    }
}

/**
 * The objects and grants that resources of the program hold, by their ids and names, which are unique in a scope: an environment. Where the state of
 * another resource has the same one, after a resource was renamed or moved in the program, its delete only forgets it.
 */
export class HeldObjects {
    private readonly created = new Set<string>();
    private readonly deleted = new Set<string>();
    private readonly holders = new Map<string, Fields>();

    /** Records what a create or an adoption of this run has made: no delete of this run may remove it. */
    recordCreated(scopes: readonly string[], names: readonly string[]): void {
        for (const key of keysOf(scopes, names)) this.created.add(key);
    }

    /** Records what a resource that stays has according to its state. */
    recordKept(scopes: readonly string[], names: readonly string[], inputs: Fields): void {
        for (const key of keysOf(scopes, names)) this.holders.set(key, inputs);
    }

    /** Records what a delete of this run removes. */
    recordDeleted(scopes: readonly string[], names: readonly string[]): void {
        for (const key of keysOf(scopes, names)) this.deleted.add(key);
    }

    /** Returns true if a delete of this run removes one of some ids or names, and no create has made it again. */
    isDeleted(scopes: readonly string[], names: readonly string[]): boolean {
        return keysOf(scopes, names).some(key => this.deleted.has(key) && !this.created.has(key));
    }

    /** Discards what was recorded of a resource that is replaced. */
    release(inputs: Fields): void {
        for (const [key, holder] of this.holders) if (resourceKey(holder) === resourceKey(inputs)) this.holders.delete(key);
    }

    /** Returns true if one of some ids or names is held by another resource than the one that a state describes. */
    isHeldByOther(scopes: readonly string[], names: readonly string[], state: Fields): boolean {
        return keysOf(scopes, names).some(key => {
            const holder = this.holders.get(key);
            return this.created.has(key) || (holder !== undefined && resourceKey(holder) !== resourceKey(state));
        });
    }
}

const keysOf = (scopes: readonly string[], names: readonly string[]): string[] =>
    scopes.flatMap(scope => names.map(name => JSON.stringify([scope, name])));

/** An object of a resource of the program. */
export interface ProgramObject {
    readonly kind: string;
    /** Its id in the stack; undefined in a preview that creates it. */
    readonly id?: string;
    /** True if this run creates it, so that no older object uses it. */
    readonly isNew: boolean;
}

/** The objects of the resources that this run has seen, by their qualified names in the program. */
export class ProgramObjects {
    private readonly objects = new Map<unknown, Map<string, ProgramObject>>();

    record({ profile, qualifiedName }: Fields, object: ProgramObject): void {
        const own = this.objects.get(profile ?? "") ?? new Map<string, ProgramObject>();
        this.objects.set(profile ?? "", own.set(String(qualifiedName), object));
    }

    find(profile: unknown, qualifiedName: string): ProgramObject | undefined {
        return this.objects.get(profile ?? "")?.get(qualifiedName);
    }

    /** Returns the names of the objects that this run creates. */
    newNames(profile: unknown): string[] {
        return [...(this.objects.get(profile ?? "") ?? [])].flatMap(([name, { isNew }]) => (isNew ? [name] : []));
    }
}

/** The objects that are renamed in this run. */
export class Renames {
    private readonly names = new Map<string, string>();

    record(profile: unknown, before: unknown, now: unknown): void {
        this.names.set(JSON.stringify([profile ?? "", before]), String(now));
    }

    /** Returns the new qualified name of an object that is renamed. */
    nameAfter(profile: unknown, before: string): string | undefined {
        return this.names.get(JSON.stringify([profile ?? "", before]));
    }
}

/** The grants that this run has checked. */
export class CheckedGrants {
    private readonly checked = new Map<string, Fields>();

    /** Records the inputs of a grant, and returns those of all others. */
    recordChecked(inputs: Fields): Fields[] {
        const key = resourceKey(inputs);
        this.checked.set(key, inputs);
        return [...this.checked].flatMap(([other, found]) => (other === key ? [] : [found]));
    }
}

/** The notices that were printed, so that each is printed once in a run. */
export class Notices {
    private readonly printed = new Set<string>();

    /** Returns true at the first call for a topic, or for a topic and a resource. */
    isFirst(topic: string, inputs: Fields = {}): boolean {
        const key = JSON.stringify([topic, resourceKey(inputs)]);
        if (this.printed.has(key)) return false;
        this.printed.add(key);
        return true;
    }
}

/** The AWS connections whose role got its policy in this run. IAM applies a new policy only after some seconds. */
export class NewRolePolicies {
    private readonly connections = new Set<string>();

    record({ profile, connection }: Fields): void {
        this.connections.add(JSON.stringify([profile ?? "", connection]));
    }

    /** Returns true if an object uses one of these connections. */
    affects({ profile, awsConnection }: Fields): boolean {
        const connection = isFields(awsConnection) ? awsConnection.qualifiedName : undefined;
        return this.connections.has(JSON.stringify([profile ?? "", connection]));
    }
}
