import { expect } from "chai";
import type { Client } from "pg";
import { type AnyKind, hasRow, hasSubject } from "../../provider/statement/kind";
import { qualifiedNameOf } from "../../provider/statement/qualifiedName";
import { definitionText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { changesOf } from "../../scripts/docs-changes";
import type { Server } from "../server";
import { withClient } from "../server/flags";
import type { Case } from "./cases/case";
import { type ConcreteRight, concreteRights, HOME, keyOf, placedArguments, ROLE, type Work } from "./concreteRights";
import { StackResource, withUniqueName } from "./support";

/** A role, and the rights that it has at this time. */
class Role {
    private held = new Map<string, ConcreteRight>();

    constructor(
        private readonly owner: Client,
        private readonly systemUrl: string,
    ) {}

    /** Gives the role exactly these rights. */
    async holdOnly(rights: readonly ConcreteRight[]): Promise<void> {
        const wanted = new Map(rights.map(one => [one.give, one]));
        for (const one of this.held.values()) if (!wanted.has(one.give)) await this.take(one);
        for (const one of wanted.values()) if (!this.held.has(one.give)) await this.give(one);
        this.held = wanted;
    }

    take(right: ConcreteRight): Promise<void> {
        return this.run(right, right.take);
    }

    give(right: ConcreteRight): Promise<void> {
        return this.run(right, right.give);
    }

    /** Forgets the ownership of an object that got another name or owner, or was dropped. */
    forgetObject(): void {
        this.held = new Map([...this.held].filter(([, { right }]) => right.on !== "object"));
    }

    private async run({ right }: ConcreteRight, statement: string): Promise<void> {
        if (right.on === "SYSTEM") await withClient(this.systemUrl, client => client.query(statement));
        else await this.owner.query(statement);
    }
}

/** The resource of a test. A create that was refused is tried with another one. */
interface Subject {
    resource: StackResource;
}

interface Performance {
    readonly work: Work;
    readonly operate: () => Promise<unknown>;
    /** Restores what there was before a refusal. */
    readonly afterRefusal?: () => Promise<void>;
    /** The error message with which the server refuses the operation for another reason. */
    readonly refusal?: string | undefined;
}

/** Superusers may do what the cases expect to be refused for the lack of a right. */
const otherRefusal = ({ refusal }: Case): string | undefined =>
    refusal?.startsWith("permission denied") === true ? undefined : refusal;

/** Runs operations on resources of one kind as a role that has the listed rights, and as one that lacks one of them. */
export class KindRights {
    /** The rights without which an operation was refused, see `keyOf`. */
    readonly proven = new Set<string>();
    private readonly role: Role;

    constructor(
        private readonly kind: AnyKind,
        private readonly local: Server,
        private readonly owner: Client,
        systemUrl: string,
    ) {
        this.role = new Role(owner, systemUrl);
    }

    /** Creates, updates, refreshes and drops an object, each with exactly the rights that are listed for it. */
    async run(base: Fields, one: Case): Promise<void> {
        const from = this.arguments({ ...base, ...one.from });
        const to = this.arguments({ ...base, ...one.from, ...one.to });
        const isInPlace = changesOf(this.kind).some(({ path, how }) => path === one.path && how === "in place");
        if (isInPlace) await this.lifecycle(from, to, otherRefusal(one));
        if (this.unproven({ operation: "create", before: {}, args: to }).length > 0)
            await this.lifecycle(to, undefined, otherRefusal(one));
    }

    private arguments(args: Fields): Fields {
        const home =
            !hasSubject(this.kind) && hasRow(this.kind, "schema")
                ? { schema: { name: HOME.schema, database: HOME.database } }
                : {};
        return { ...placedArguments(this.kind, withUniqueName(this.kind, args)), ...home };
    }

    /** Runs the operations on one object. The last of its create and update may be refused for another reason than rights. */
    private async lifecycle(from: Fields, to?: Fields, refusal?: string): Promise<void> {
        const subject: Subject = { resource: this.newResource() };
        const create = () => subject.resource.up(from);
        await this.perform({
            ...{ work: { operation: "create", before: {}, args: from }, operate: create },
            ...{ afterRefusal: () => this.startAgain(subject, from), refusal: to === undefined ? refusal : undefined },
        });
        if (to !== undefined) {
            const update = () => subject.resource.up(to);
            await this.perform({ work: { operation: "update", before: from, args: to }, operate: update, refusal });
        }
        const args = to ?? from;
        await this.role.holdOnly([]);
        await subject.resource.refresh();
        if (refusal === undefined) expect(await subject.resource.hasNoChanges(args), "a refresh changes nothing").to.equal(true);
        await this.perform({ work: { operation: "drop", before: args, args }, operate: () => subject.resource.destroy() });
        await this.role.holdOnly([]);
    }

    private newResource(): StackResource {
        return new StackResource(this.kind, this.local, { user: ROLE, database: HOME.database });
    }

    /** Drops what a create left that was refused after its CREATE. */
    private async startAgain(subject: Subject, args: Fields): Promise<void> {
        subject.resource = this.newResource();
        if (hasSubject(this.kind)) return;
        const target = definitionText(qualifiedNameOf(this.kind, { __home: HOME, ...args }));
        const type = this.kind.object;
        await this.owner.query(`DROP ${type} IF EXISTS ${target}`);
    }

    /** Runs an operation without each of its rights, which is refused, and then with all of them. */
    private async perform({ work, operate, afterRefusal, refusal }: Performance): Promise<void> {
        await this.role.holdOnly(concreteRights(this.kind, work));
        for (const right of this.unproven(work)) {
            await this.role.take(right);
            const error = await operate().then(() => "it was not refused", String);
            expect(error, `${work.operation} without: ${right.give}`).to.match(right.refusal);
            this.proven.add(keyOf(work.operation, right.right));
            await afterRefusal?.();
            await this.role.give(right);
        }
        const error = await operate().then(() => "it was done", String);
        expect(error, work.operation).to.contain(refusal ?? "it was done");
        this.role.forgetObject();
    }

    /** Returns the rights of an operation whose need was not shown yet. Superusers need no other ones. */
    private unproven(work: Work): ConcreteRight[] {
        const rights = concreteRights(this.kind, work);
        const superuser = rights.filter(({ right }) => right.needs === "superuser");
        return (superuser.length > 0 ? superuser : rights).filter(({ right }) => !this.proven.has(keyOf(work.operation, right)));
    }
}
