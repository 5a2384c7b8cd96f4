import { argumentContext } from "../statement/qualifiedName";
import { isResource } from "../values/reference";
import { type ArgumentContext, type Fields, NO_NAMESPACE } from "../values/value";
import { strings } from "./state";

/** Returns the values that the program marked as secret, as texts that no message may contain. */
export function secretValues(inputs: Fields): string[] {
    const secrets = strings(inputs.__secretInputs);
    if (secrets.length === 0) return [];
    return Object.entries(inputs)
        .filter(([key]) => !key.startsWith("__"))
        .flatMap(([key, value]) => secretsIn(value, argumentContext(key, NO_NAMESPACE, secrets)));
}

function secretsIn(value: unknown, context: ArgumentContext): string[] {
    if (typeof value === "string" || typeof value === "number") return context.secret ? [String(value)] : [];
    if (typeof value !== "object" || value === null || isResource(value)) return [];
    return Object.entries(value).flatMap(([key, part]) =>
        secretsIn(part, context.child(Array.isArray(value) ? Number(key) : key)),
    );
}
