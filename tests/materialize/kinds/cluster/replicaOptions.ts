import { failure } from "../../errors";
import type { Scope } from "../../session/plan";
import type { Replica } from "./body";
import { checkSize, checkZones } from "./checks";
import { flagOf, readInterval, readValue, textOf, type Value } from "./optionValues";

const OPTIONS = [
    "AVAILABILITY ZONE",
    "DISK",
    "EXPERIMENTAL ARRANGEMENT COMPRESSION",
    "INTERNAL",
    "INTROSPECTION DEBUGGING",
    "INTROSPECTION INTERVAL",
    "SIZE",
] as const;

type Option = (typeof OPTIONS)[number];

/** Reads the options of a replica. The catalog keeps nothing of its introspection. */
export function readReplica(scope: Scope, name: string): Omit<Replica, "id"> {
    const given = readOptions(scope);
    if (given.has("INTERNAL")) refuseInternal(scope);
    const disk = given.get("DISK");
    if (disk) flagOf("DISK", disk);
    const interval = given.get("INTROSPECTION INTERVAL");
    const isObserved = interval === undefined || readInterval(interval) !== null;
    const debugging = given.get("INTROSPECTION DEBUGGING");
    if (debugging && flagOf("INTROSPECTION DEBUGGING", debugging) && !isObserved)
        throw failure("INTROSPECTION DEBUGGING cannot be specified without INTROSPECTION INTERVAL");
    const [size, zone] = [given.get("SIZE"), given.get("AVAILABILITY ZONE")];
    const availabilityZone = zone && textOf("AVAILABILITY ZONE", zone);
    if (!size) throw failure("SIZE option must be specified");
    const text = textOf("SIZE", size);
    if (disk) throw failure("DISK option not supported for modern cluster sizes because disk is always enabled");
    return { name, size: text, ...(availabilityZone === undefined ? {} : { availabilityZone }) };
}

/** Refuses a replica of Materialize itself. */
function refuseInternal({ session }: Scope): void {
    if (session.role.id.startsWith("u")) throw failure("cannot specify INTERNAL or BILLED AS as non-internal user");
}

/** Refuses a size or a zone that the environment does not have. */
export function checkReplica(scope: Scope, { size, availabilityZone }: Omit<Replica, "id">): void {
    checkSize(scope, size);
    checkZones(scope, availabilityZone === undefined ? [] : [availabilityZone]);
}

function readOptions(scope: Scope): Map<Option, Value> {
    const { cursor } = scope;
    const given = new Map<Option, Value>();
    const read = (): void => {
        const name = OPTIONS.find(option => cursor.take(...option.split(" "))) ?? cursor.refuse();
        if (given.has(name)) throw failure(`${name} specified more than once`);
        cursor.symbol("=");
        given.set(name, readValue(scope));
    };
    if (cursor.atSymbol("(")) cursor.list(read);
    else cursor.many(read);
    return given;
}
