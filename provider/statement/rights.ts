import { type Privilege, privilegesOnType } from "../../common/privileges";
import { referencedKinds } from "../values/schema";
import { type AnyKind, hasSubject, type ObjectKind, type Row } from "./kind";
import type { Operation, Right } from "./right";

/** Every kind, by the name of its resource class. */
export type Kinds = ReadonlyMap<string, AnyKind>;

/**
 * Returns the rights that Materialize requires for operations on an object or grant of a kind: those that follow from its rows, and
 * those that the kind declares. A replacement drops and creates. Whoever creates an object owns it.
 */
export function rightsOf(kind: AnyKind, kinds: Kinds): Right[] {
    const declared = kind.rights ?? [];
    if (hasSubject(kind)) return [...declared];
    const referring = kind.rows.flatMap(row => rowRights(row, kinds));
    return [
        ...creation(kind),
        ...declared,
        ...referring,
        ...successorRights(kind, referring),
        ...ownerRights(kind),
        ...changes(kind),
    ];
}

/** Returns the rights of an update by a successor, which is created with all arguments. */
const successorRights = ({ rows }: ObjectKind, referring: readonly Right[]): Right[] =>
    rows.flatMap(({ path, change }) =>
        change.by === "successor"
            ? [inContainer("CREATE", ["update"], path), ...referring.flatMap(right => alsoOf(path, right))]
            : [],
    );

/** Returns the right on what another argument refers to, if the change of an argument needs it too. */
const alsoOf = (argument: string, { operations, ...right }: Right): Right[] =>
    typeof right.on === "object" && right.on.argument !== argument && operations.includes("update")
        ? [{ ...right, operations: ["update"], argument }]
        : [];

/** The names of the kinds of which an object or grant needs a privilege on the environment. */
export const kindsThatNeed = (privilege: Privilege, kinds: Kinds): string[] =>
    [...kinds.values()].flatMap(kind => (rightsOf(kind, kinds).some(({ needs }) => needs === privilege) ? [kind.name] : []));

/** True if objects of a kind lie in a schema or database, on which statements need privileges. */
const isInNamespace = ({ scope }: ObjectKind): boolean => scope === "schema" || scope === "database";

const creation = (kind: ObjectKind): Right[] =>
    !isInNamespace(kind) ? [] : [{ operations: ["create"], needs: "CREATE", on: "container" }];

/** Returns the rights on the objects that an argument refers to. An ALTER needs them for what it refers to. */
function rowRights({ path, value, position, change }: Row, kinds: Kinds): Right[] {
    if (position.in === "path" || position.in === "nowhere") return [];
    const operations: Operation[] = change.by === "replacement" ? ["create"] : ["create", "update"];
    const needed = new Set(referencedKinds(value.type).flatMap(name => neededOn(name, kinds)));
    return [...needed].flatMap((needs): Right[] => [
        { operations, needs, on: { argument: path, of: "object" } },
        ...(needs === "USAGE" ? [{ operations, needs, on: { argument: path, of: "container" } } as const] : []),
    ]);
}

/**
 * Returns the privilege that a reference to an object needs: CREATE on what objects lie or run in, USAGE on what they use. What a
 * query or an index reads has neither.
 */
function neededOn(name: string, kinds: Kinds): Privilege[] {
    const kind = kinds.get(name);
    const needed = kind === undefined || hasSubject(kind) ? undefined : neededOnType(kind.catalog.type);
    return needed === undefined ? [] : [needed];
}

const neededOnType = (type: string): Privilege | undefined =>
    (["CREATE", "USAGE"] as const).find(privilege => privilegesOnType(type).includes(privilege));

/** Returns the rights that the argument `owner` needs. Its statement comes last, also after a CREATE. */
const ownerRights = (kind: ObjectKind): Right[] =>
    kind.rows.flatMap(({ path, change }): Right[] =>
        change.by === "owner"
            ? [
                  { operations: ["create", "update"], needs: "membership", on: { argument: path, of: "object" } },
                  ...(isInNamespace(kind) ? [inContainer("CREATE", ["update"], path)] : []),
              ]
            : [],
    );

/** Returns the rights of ALTER, COMMENT, VALIDATE and DROP. */
function changes(kind: ObjectKind): Right[] {
    const { rows, scope, catalog } = kind;
    const owned: Right[] =
        catalog.withoutOwner === true ? [] : [{ operations: ["update", "drop"], needs: "ownership", on: "object" }];
    if (!isInNamespace(kind)) return owned;
    const rename = rows.flatMap(({ path, change }) =>
        scope === "database" && change.by === "rename" ? [inContainer("CREATE", ["update"], path)] : [],
    );
    const validation = rows.flatMap(({ path, change, position }) =>
        change.by === "validate"
            ? [inContainer("USAGE", position.in === "nowhere" ? ["create", "update"] : ["update"], path)]
            : [],
    );
    const isUse = neededOnType(catalog.type) === "USAGE" && catalog.commentIsNoUse !== true;
    const comment = isUse ? [inContainer("USAGE", ["create", "update"], "comment")] : [];
    return [...owned, ...rename, ...validation, ...comment, inContainer("USAGE", ["drop"])];
}

const inContainer = (needs: Privilege, operations: readonly Operation[], argument?: string): Right => ({
    operations,
    needs,
    on: "container",
    ...(argument === undefined ? {} : { argument }),
});
