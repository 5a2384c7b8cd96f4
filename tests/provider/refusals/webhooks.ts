import type { Fields } from "../../../provider/values/value";
import type { Refusal } from "../support";

const hook = (args: Fields): Fields => ({ bodyFormat: { json: {} }, ...args });

const CAPITALS =
    "names a header that has capital letters: Materialize compares names of headers in lower case, and would never find it";

/** Mistakes in the arguments of webhooks. */
export const webhookRefusals: readonly Refusal[] = [
    ["a missing body format", "WebhookSource", {}, "bodyFormat: is missing"],
    [
        "two body formats",
        "WebhookTable",
        { bodyFormat: { json: {}, text: {} } },
        "bodyFormat: takes exactly one of text, json, bytes; text and json are given",
    ],
    [
        "two columns of one name",
        "WebhookSource",
        hook({ headers: [{ header: "a", as: "body" }] }),
        "headers: would name two columns alike: give each another name in as; the body is the column body, and includeHeaders the column headers",
    ],
    ...["WebhookSource", "WebhookTable"].flatMap((kind): Refusal[] => [
        ["a header in capital letters", kind, hook({ headers: [{ header: "X-Raw", as: "raw" }] }), `headers: ${CAPITALS}`],
        [
            "a filter in capital letters",
            kind,
            hook({ includeHeaders: { except: ["Authorization"] } }),
            `includeHeaders: ${CAPITALS}`,
        ],
    ]),
    [
        "headers that are false",
        "WebhookTable",
        hook({ includeHeaders: false }),
        "includeHeaders: takes true or { only, except }; leave it out where you do not want it",
    ],
    [
        "a condition that reads nothing",
        "WebhookTable",
        hook({ check: { expression: "true" } }),
        "check reads nothing: give the parts that the expression reads as body, headers or secrets",
    ],
    [
        "a condition with a query",
        "WebhookTable",
        hook({ check: { expression: "body = (SELECT 'x')", body: true } }),
        "check.expression contains a query, which Materialize does not allow here",
    ],
    [
        "a secret of a condition as a string",
        "WebhookTable",
        hook({ check: { expression: "body = key", body: true, secrets: [{ secret: "hunter2", as: "key" }] } }),
        "check.secrets[0].secret takes a Secret or what getSecretOutput returned, not a string: store a password in a Secret",
    ],
    [
        "two inputs of one name",
        "WebhookTable",
        hook({ check: { expression: "body = 'x'", body: true, headers: { as: "body" } } }),
        "check would name two inputs alike: give each another name in as",
    ],
];
