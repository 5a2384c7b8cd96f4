import { type Fields, type Namespace, isFields } from "../values/value";

/** What a resource is called among those of one run: its class, its name in the program, and the component that it is part of, where it says so. */
const callerOf = (inputs: Fields): string => JSON.stringify([inputs.__kind, inputs.__resource, inputs.__component]);

/** The names that this run's resources have taken; the provider's process lives as long as one run. */
class Claims {
    private readonly taken = new Map<string, Fields>();

    /** Takes a name for a resource; a sentence where another one has it. */
    claim(namespace: string, qualifiedName: string, inputs: Fields): string | undefined {
        const holder = this.holder(namespace, JSON.stringify([inputs.profile ?? "", qualifiedName]), inputs);
        if (holder === undefined) return undefined;
        return `${qualifiedName} is made by the ${String(holder.__kind)} resource ${String(holder.__resource)} already: give one of the two another name, or another schema`;
    }

    /** Takes something for a resource; the other resource that has it already. */
    holder(namespace: string, what: string, inputs: Fields): Fields | undefined {
        const key = JSON.stringify([namespace, what]);
        const holder = this.taken.get(key) ?? inputs;
        this.taken.set(key, holder);
        return callerOf(holder) === callerOf(inputs) ? undefined : holder;
    }
}

/** The defaults that resources were made with: on a replacement the engine calls `check` once more, without the old inputs. */
class Homes {
    private readonly known = new Map<string, Namespace>();

    of(inputs: Fields, old: Namespace | undefined): Namespace | undefined {
        const caller = callerOf(inputs);
        if (old !== undefined) this.known.set(caller, old);
        return old ?? this.known.get(caller);
    }
}

/** Resources whose CREATE lost its answer in an earlier run: what has their name may be theirs. */
class Resuming {
    private readonly checked = new Set<string>();
    private readonly noted = new Set<string>();

    /** The program has the resource: only then is it not about to go. */
    check(inputs: Fields): void {
        this.checked.add(callerOf(inputs));
    }

    note(inputs: Fields): void {
        if (this.checked.has(callerOf(inputs))) this.noted.add(callerOf(inputs));
    }

    has(inputs: Fields): boolean {
        return this.noted.has(callerOf(inputs));
    }
}

/** What has been said, of the run or of one of its resources. */
class Announced {
    private readonly said = new Set<string>();

    isFirst(topic: string, inputs: Fields = {}): boolean {
        const key = JSON.stringify([topic, callerOf(inputs)]);
        if (this.said.has(key)) return false;
        this.said.add(key);
        return true;
    }
}

/** Connections to AWS whose role has got its policy in this run. */
class Granted {
    private readonly connections = new Set<string>();

    note({ profile, connection }: Fields): void {
        this.connections.add(JSON.stringify([profile ?? "", connection]));
    }

    /** Whether an object uses one of them. */
    has({ profile, awsConnection }: Fields): boolean {
        const connection = isFields(awsConnection) ? awsConnection.qualifiedName : undefined;
        return this.connections.has(JSON.stringify([profile ?? "", connection]));
    }
}

export let announced = new Announced();
export let claims = new Claims();
export let granted = new Granted();
export let homes = new Homes();
export let resuming = new Resuming();

/** Begins a run: its resources have taken no names yet. */
export function beginRun(): void {
    announced = new Announced();
    claims = new Claims();
    granted = new Granted();
    homes = new Homes();
    resuming = new Resuming();
}
