import type { ObjectSchema, ValueSchema } from "../../provider/values/schema";

/** Returns the type of a value as TypeScript writes it, without inputs that are outputs. */
export function typeText(schema: ValueSchema): string {
    switch (schema.type) {
        case "enum":
            return schema.words.map(word => JSON.stringify(word)).join(" | ");
        case "list":
            return `${inParentheses(typeText(schema.items))}[]`;
        case "map":
            return `Record<string, ${typeText(schema.values)}>`;
        case "object":
            return objectText(schema);
        case "one of":
            return [...new Set(schema.alternatives.map(typeText))].join(" | ");
        case "reference":
            return `ObjectRef<${schema.kinds.join(" | ")}>`;
        case "secret":
            return schema.text ? "string | SecretRef" : "SecretRef";
        default:
            return schema.type;
    }
}

const inParentheses = (text: string): string => (text.includes(" | ") ? `(${text})` : text);

/** Returns one object, or one for each property if exactly one of them is given. */
function objectText({ properties, required }: ObjectSchema): string {
    const all = Object.entries(properties);
    if (required === "one") return all.map(([key, schema]) => `{ ${key}: ${typeText(schema)} }`).join(" | ");
    if (all.length === 0) return "{}";
    return `{ ${all.map(([key, schema]) => `${key}${required.includes(key) ? "" : "?"}: ${typeText(schema)}`).join("; ")} }`;
}
