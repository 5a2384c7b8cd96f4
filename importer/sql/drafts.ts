import { withArgument } from "../../provider/lifecycle/readback";
import type { CatalogRow } from "../../provider/catalog/catalog";
import type { AnyKind, ObjectKind } from "../../provider/statement/kind";
import { isResource, referencePath } from "../../provider/values/reference";
import { elsewhereKeys, itemsOf, partOf, referenceOf, type Scope, type ValueSchema } from "../../provider/values/schema";
import { type Fields, isFields } from "../../provider/values/value";
import { qualifiedNameOf, type Session } from "./session";

/** A resource of which further statements can give arguments. */
export interface Draft {
    readonly kind: AnyKind;
    readonly place: string;
    readonly qualifiedName: string;
    /** The row that the catalog will have of an object. */
    readonly row?: CatalogRow;
    /** The other resources that it waits for, and to which no argument refers. */
    readonly dependsOn: readonly Draft[];
    args: Fields;
}

/** An object that a file creates. */
export interface ObjectDraft extends Draft {
    readonly kind: ObjectKind;
    readonly row: CatalogRow;
}

/** The resources that files declare, in the order of the statements. */
export class Drafts {
    readonly objects: ObjectDraft[] = [];
    readonly others: Draft[] = [];

    /** Returns the object of one of some types of the catalog, or of any in a schema, with a qualified name. */
    find(qualifiedName: string, type?: string): ObjectDraft | undefined {
        return this.objects.find(
            ({ row, qualifiedName: own }) =>
                own === qualifiedName && (type === undefined ? row.schema !== null : row.type === type),
        );
    }

    /** Adds a grant or a parameter. One for the same subject gets the privileges of the new one, or its value. */
    add(draft: Draft): void {
        const before = this.others.find(one => one.kind === draft.kind && one.qualifiedName === draft.qualifiedName);
        if (before === undefined) this.others.push(draft);
        else before.args = { ...draft.args, ...mergedPrivileges(before.args, draft.args) };
    }

    /** Returns arguments in which references have what the objects lie in. */
    qualified(kind: AnyKind, args: Fields, session: Session): Fields {
        let all = args;
        for (const { path, value } of kind.rows) {
            const given = path.split(".").reduce<unknown>((one, step) => (isFields(one) ? one[step] : undefined), args);
            if (given !== undefined) all = withArgument(all, path, this.reference(value.type, given, session));
        }
        return all;
    }

    /** Returns the path of an object to which a statement refers. */
    pathOf(path: readonly string[], scope: Scope, session: Session): readonly string[] {
        return session.pathOf(path, scope, qualifiedName => this.find(qualifiedName) !== undefined);
    }

    private reference(schema: ValueSchema | undefined, value: unknown, session: Session): unknown {
        if (isResource(value))
            return { ...value, qualifiedName: qualifiedNameOf(this.pathOf(referencePath(value), "schema", session)) };
        const scope = referenceOf(schema)?.scope;
        if (scope !== undefined && scope !== "none" && isFields(value) && isElsewhere(value, scope)) {
            const written = [value.database, value.schema, value.name].filter(step => typeof step === "string");
            const [name, ...containers] = this.pathOf(written, scope, session).toReversed();
            const keys = elsewhereKeys(scope).slice(1);
            return { name, ...Object.fromEntries(keys.map((key, at) => [key, containers[at]])) };
        }
        if (Array.isArray(value)) return value.map(one => this.reference(itemsOf(schema), one, session));
        if (!isFields(value)) return value;
        return Object.fromEntries(
            Object.entries(value).map(([key, one]) => [key, this.reference(partOf(schema, key), one, session)]),
        );
    }
}

const isElsewhere = (value: Fields, scope: Scope): boolean =>
    "name" in value && Object.keys(value).every(key => elsewhereKeys(scope).some(one => one === key));

function mergedPrivileges(before: Fields, now: Fields): Fields {
    const [old, added] = [before.privileges, now.privileges];
    if (!Array.isArray(old) || !Array.isArray(added)) return {};
    return { privileges: [...new Set([...(old as unknown[]), ...(added as unknown[])])] };
}
