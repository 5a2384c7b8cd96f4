import { argumentContext } from "../statement/qualifiedName";
import { UNKNOWN } from "../sql/sql";
import { isResource } from "../values/reference";
import { containsUnknown, type Fields, NO_NAMESPACE } from "../values/value";
import { COMPUTED, strings } from "./state";

/**
 * Returns checked inputs in which it is unknown what is secret if an unknown value decides it: an output can become secret when it is known. An
 * update plan then accepts what `pulumi up` finds.
 */
export function withUndecidedSecrets(inputs: Fields): Fields {
    const secrets = strings(inputs.__secretInputs);
    const computed: readonly string[] = COMPUTED;
    const isUndecided = Object.entries(inputs)
        .filter(([key]) => !key.startsWith("__") && !computed.includes(key))
        .flatMap(([key, value]) => unknownPaths(value, key))
        .some(path => !argumentContext(path, NO_NAMESPACE, secrets).secret);
    const isPlainUndecided = strings(inputs.plainSecrets).some(key => containsUnknown(inputs[key]));
    return {
        ...inputs,
        ...(isUndecided ? { __secretInputs: UNKNOWN } : {}),
        ...(isPlainUndecided ? { plainSecrets: UNKNOWN } : {}),
    };
}

/** Returns the paths of unknown values. The id of an object is never secret. */
function unknownPaths(value: unknown, path: string): string[] {
    if (isResource(value) || !containsUnknown(value)) return [];
    if (typeof value !== "object" || value === null) return [path];
    const step = (key: string): string => (Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`);
    return Object.entries(value).flatMap(([key, part]) => unknownPaths(part, step(key)));
}
