import { UNKNOWN, UNKNOWNS } from "../common/unknowns";
import { type Fields, isAbsent, isFields } from "../provider/values/value";

// How Pulumi's engine writes secrets, unknown values and resources in the messages of its protocol.

/** The key by which an object of a message is not an object of the program. */
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET = "1b47061264138c4ac30d75fd1eb44270";
const RESOURCE = "5cf8f73096256a8f31e491e813e4eb8e";
const OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4";
const ASSET = "c44067f5952c0a294b673a41bacd8c17";
const ARCHIVE = "0def7320c3a5731c473e5ecbe6d01bc7";

/** A resource in a message. Its id is unknown until it is created. */
export interface WireResource {
    readonly urn: string;
    readonly id: string;
}

/** The properties of a message. */
export interface Properties {
    /** The values, with secrets in clear. */
    readonly fields: Fields;
    /** The paths of the secret values: `sasl.password`, `brokers[0].address`. They are sorted, since a message has no order of properties. */
    readonly secrets: readonly string[];
}

/** Reads the properties of a message; `resolve` replaces a resource. */
export function decode(message: Fields, resolve: (resource: WireResource) => unknown = ({ id }) => id): Properties {
    const secrets: string[] = [];
    const read = (value: unknown, path: string): unknown => {
        if (UNKNOWNS.has(value)) return UNKNOWN;
        if (Array.isArray(value)) return value.map((one, at) => read(one, pathOf(path, at)));
        if (!isFields(value)) return value;
        if (!(SIGNATURE in value)) return mapFields(value, (part, key) => read(part, pathOf(path, key)));
        if (isSecret(value)) secrets.push(path);
        return special(value, part => read(part, path));
    };
    const special = (value: Fields, inner: (part: unknown) => unknown): unknown => {
        switch (value[SIGNATURE]) {
            case SECRET:
                return inner(value.value);
            case OUTPUT:
                return value.value === undefined ? UNKNOWN : inner(value.value);
            case RESOURCE:
                return resolve({ urn: String(value.urn), id: idOf(inner(value.id)) });
            case ASSET:
                return { __kind: "asset" };
            case ARCHIVE:
                return { __kind: "archive" };
            default:
                throw new Error(`the engine sent a value of a kind that this version does not know: ${String(value[SIGNATURE])}`);
        }
    };
    return { fields: mapFields(message, read), secrets: [...new Set(secrets)].sort() };
}

/** Writes properties to a message. A secret path without a value of its own makes the whole property secret: the value may have moved within it. */
export function encode({ fields, secrets }: Properties): Fields {
    const found = new Set<string>();
    const write = (value: unknown, path: string): unknown => {
        if (!secrets.includes(path)) return writeParts(value, path);
        found.add(path);
        return secret(writeParts(value, path));
    };
    const writeParts = (value: unknown, path: string): unknown => {
        if (Array.isArray(value)) return value.map((one, at) => (isAbsent(one) ? null : write(one, pathOf(path, at))));
        return isFields(value) ? mapFields(value, (part, key) => write(part, pathOf(path, key))) : value;
    };
    const written = mapFields(fields, write);
    const moved = secrets.filter(path => !found.has(path));
    const holds = (key: string): boolean => moved.some(path => path.startsWith(`${key}.`) || path.startsWith(`${key}[`));
    return mapFields(written, (value, key) => (holds(key) ? secret(value) : value));
}

const secret = (value: unknown): Fields => ({ [SIGNATURE]: SECRET, value });

const isSecret = (value: unknown): boolean =>
    isFields(value) && (value[SIGNATURE] === SECRET || (value[SIGNATURE] === OUTPUT && value.secret === true));

/** Returns the id of a resource. Some languages send an empty text while it is unknown. */
const idOf = (id: unknown): string => (typeof id === "string" && id !== "" ? id : UNKNOWN);

const pathOf = (path: string, step: string | number): string =>
    typeof step === "number" ? `${path}[${String(step)}]` : path === "" ? step : `${path}.${step}`;

/** Maps the values that are given. A message cannot hold `undefined`. */
const mapFields = (fields: Fields, map: (value: unknown, key: string) => unknown): Fields =>
    Object.fromEntries(Object.entries(fields).flatMap(([key, value]) => (isAbsent(value) ? [] : [[key, map(value, key)]])));
