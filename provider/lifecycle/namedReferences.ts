import { among, type Lookup } from "../catalog/lookup";
import { kinds } from "../kinds";
import { definitionText } from "../sql/sql";
import { argumentsOf } from "../statement/parts";
import { isGrant, type ObjectKind } from "../statement/kind";
import { namespaceOf } from "../statement/qualifiedName";
import { isResource, type Reference, referenceName, referencePath } from "../values/reference";
import { itemsOf, partOf, type ReferenceSchema, referenceOf, type ValueSchema } from "../values/schema";
import { type Fields, isAbsent, isFields, isUnknown, type Namespace } from "../values/value";

/** An object that an argument names. */
export interface NamedReference {
    readonly argument: string;
    readonly qualifiedName: string;
    readonly lookup: Lookup;
}

/** Returns the objects that arguments of an object name. What they refer to by a resource exists, since Pulumi creates it before. */
export const namedReferences = (kind: ObjectKind, args: Fields): NamedReference[] =>
    kind.rows.flatMap(row =>
        within(row.value.type, argumentsOf(args).get(row.path), { argument: row.path, namespace: namespaceOf(kind, args) }),
    );

interface Place {
    readonly argument: string;
    readonly namespace: Namespace;
}

function within(schema: ValueSchema | undefined, value: unknown, place: Place): NamedReference[] {
    if (isAbsent(value) || isUnknown(value) || isResource(value)) return [];
    const reference = referenceOf(schema);
    if (reference !== undefined && (typeof value === "string" || (isFields(value) && typeof value.name === "string")))
        return named(reference, value as Reference, place);
    if (Array.isArray(value)) return value.flatMap(one => within(itemsOf(schema), one, place));
    return isFields(value) ? Object.entries(value).flatMap(([key, part]) => within(partOf(schema, key), part, place)) : [];
}

function named({ kinds: names, scope }: ReferenceSchema, value: Reference, { argument, namespace }: Place): NamedReference[] {
    const kind = kinds.get(names[0] ?? "");
    if (kind === undefined || isGrant(kind)) return [];
    const qualifiedName = definitionText(referenceName(value, scope, namespace));
    const path = referencePath({ id: "", qualifiedName });
    const [database = "", schema = ""] = scope === "none" ? [] : path;
    return [{ argument, qualifiedName, lookup: { ...among(kind), name: path.at(-1) ?? "", database, schema } }];
}
