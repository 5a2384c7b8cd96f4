import { withArgument } from "../../provider/lifecycle/readback";
import { networkPolicy } from "../../provider/kinds/networkPolicy";
import { kinds } from "../../provider/kinds";
import { roleParameter } from "../../provider/kinds/roleParameter";
import { secret } from "../../provider/kinds/secret";
import { systemParameter } from "../../provider/kinds/systemParameter";
import type { Reader } from "../../provider/sql/reader";
import { hasRow, hasSubject } from "../../provider/statement/kind";
import { isList } from "../../provider/values/parameters";
import type { Scope } from "../../provider/values/schema";
import { isFields } from "../../provider/values/value";
import { withoutKeys } from "../fields";
import { NotTaken, objectType } from "./creations";
import type { Draft, ObjectDraft } from "./drafts";
import { type Reading, readDefaultPrivileges } from "./grants";
import { roleAttributes } from "./objects";
import { qualifiedNameOf } from "./session";

const IN_CREATE = "write the change into the CREATE statement";

/** Gives an object the comment of COMMENT ON. */
export function readComment(from: Reader, reading: Reading): void {
    from.expect("COMMENT", "ON");
    const isColumn = from.accept("COLUMN");
    const type = isColumn ? undefined : (objectType(from) ?? from.fail("a type of objects"));
    const path = from.path();
    const object = objectAt(isColumn ? path.slice(0, -1) : path, type, reading);
    from.expect("IS");
    const text = from.accept("NULL") ? undefined : from.text();
    if (!isColumn) {
        object.args = withArgument(object.args, "comment", text);
        return;
    }
    if (!hasRow(object.kind, "comments")) throw new NotTaken(`${object.kind.name} has no argument for comments on its columns`);
    const before = isFields(object.args.comments) ? object.args.comments : {};
    const column = path.at(-1) ?? "";
    const others = withoutKeys(before, column);
    object.args = withArgument(object.args, "comments", text === undefined ? others : { ...others, [column]: text });
}

/** Reads ALTER … OWNER TO, ALTER ROLE, ALTER SYSTEM SET and ALTER DEFAULT PRIVILEGES. */
export function readAlter(from: Reader, reading: Reading): void {
    from.expect("ALTER");
    if (from.accept("DEFAULT", "PRIVILEGES")) readDefaultPrivileges(from, reading);
    else if (from.accept("SYSTEM")) readSystem(from, reading);
    else if (from.accept("ROLE")) readRole(from, reading);
    else {
        const object = objectAtNext(from, reading);
        if (object.kind === secret && from.isNext("AS")) throw new NotTaken("the program reads the value from the configuration");
        if (!from.accept("OWNER", "TO")) throw new NotTaken(IN_CREATE);
        if (!hasRow(object.kind, "owner")) throw new NotTaken(`${object.kind.name} has no argument for an owner`);
        object.args = withArgument(object.args, "owner", from.text());
    }
}

function objectAtNext(from: Reader, reading: Reading): ObjectDraft {
    const type = objectType(from) ?? from.fail("a type of objects");
    from.accept("IF", "EXISTS");
    return objectAt(from.path(), type, reading);
}

/** Marks a connection that VALIDATE CONNECTION validates. */
export function readValidation(from: Reader, reading: Reading): void {
    from.expect("VALIDATE");
    const object = objectAtNext(from, reading);
    object.args = withArgument(object.args, "validate", true);
}

function readSystem(from: Reader, reading: Reading): void {
    if (!from.accept("SET"))
        throw new NotTaken("without SystemParameter, a parameter has its default: delete the statement that sets it");
    const { name, values } = settingIn(from);
    const [value = ""] = values;
    const isPolicy = name === "network_policy";
    const dependsOn = reading.drafts.objects.filter(({ kind, row }) => isPolicy && kind === networkPolicy && row.name === value);
    const args = { name, value: isList(name) ? values.join(", ") : value };
    reading.drafts.add({ kind: systemParameter, place: reading.place, qualifiedName: name, dependsOn, args });
}

function readRole(from: Reader, reading: Reading): void {
    const role = from.text();
    if (from.accept("SET")) {
        const { name, values } = settingIn(from);
        const args = { role, name, value: isList(name) ? values : (values[0] ?? "") };
        const draft: Draft = {
            kind: roleParameter,
            place: reading.place,
            dependsOn: [],
            qualifiedName: JSON.stringify([role, name]),
            args,
        };
        reading.drafts.add(draft);
        return;
    }
    if (from.isNext("RESET"))
        throw new NotTaken("without RoleParameter, a parameter has its default: delete the statement that sets it");
    const object = objectAt([role], "ROLE", reading);
    const attributes = roleAttributes(
        from
            .rest()
            .map(({ text }) => text)
            .join(" "),
    );
    object.args = { ...object.args, ...attributes };
}

/** Reads `name TO value, …`, and `schema value`. */
export function settingIn(from: Reader): { name: string; values: string[] } {
    const name = from.text();
    if (!from.accept("=") && !from.accept("TO") && name !== "schema") from.fail("TO");
    if (from.isNext("DEFAULT")) throw new NotTaken("the default of a parameter needs no statement");
    const values = from.items(() => (from.isNumber() || from.isNext("-") ? String(from.number()) : from.text()));
    if (!from.isAtEnd()) from.fail("the end");
    return { name, values };
}

/** Returns an object that a statement before has created. `type` is the word for objects of its type. */
function objectAt(path: readonly string[], type: string | undefined, { drafts, session }: Reading): ObjectDraft {
    const kind = [...kinds.values()].find(one => !hasSubject(one) && one.object === type);
    const [scope, of]: [Scope, string | undefined] =
        kind === undefined || hasSubject(kind) || kind.scope === "schema"
            ? ["schema", undefined]
            : [kind.scope === "cluster" ? "database" : kind.scope, kind.catalog.type];
    const full = of === "cluster-replica" ? path : drafts.pathOf(path, scope, session);
    const found = drafts.find(qualifiedNameOf(full), of);
    if (found === undefined) throw new NotTaken(`no statement before it creates ${qualifiedNameOf(full)}`);
    return found;
}
