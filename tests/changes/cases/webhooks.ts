import { columnCommentCase, COMMON_SETUP, type Case, type KindCases, schemaCases, setupObject } from "./case";

const SETUP = [...COMMON_SETUP, "CREATE CLUSTER second (SIZE '25cc')", "CREATE SECRET one AS 'x'", "CREATE SECRET two AS 'y'"];

const signature = "constant_time_eq(decode(headers->'x-signature', 'base64'), hmac(request, key, 'sha256'))";
const check = {
    expression: signature,
    headers: true,
    body: { as: "request" },
    secrets: [{ secret: setupObject("one"), as: "key" }],
};

const webhookCases: readonly Case[] = [
    ...schemaCases,
    columnCommentCase("body"),
    { path: "bodyFormat", to: { bodyFormat: { json: { array: true } } } },
    { path: "bodyFormat", to: { bodyFormat: { text: {} } } },
    {
        path: "headers",
        to: {
            headers: [
                { header: "x-event", as: "event" },
                { header: "x-raw", as: "Raw Header", bytes: true },
            ],
        },
    },
    { path: "includeHeaders", to: { includeHeaders: true } },
    { path: "includeHeaders", to: { includeHeaders: { only: ["x-b", "x-a"], except: ["authorization"] } } },
    { path: "check", to: { check } },
    {
        path: "check",
        from: { check },
        to: {
            check: {
                expression: "\"All\"->'x-key' = two OR convert_from(body, 'utf8') IS NOT NULL AND now() > '2020-01-01'",
                headers: { as: "All" },
                body: { bytes: true },
                secrets: [{ secret: setupObject("two") }, { secret: setupObject("one"), as: "other", bytes: true }],
            },
        },
    },
    { path: "replaceLosingRows", to: { replaceLosingRows: false } },
];

export const allWebhookCases: readonly KindCases[] = [
    {
        kind: "WebhookSource",
        setup: SETUP,
        base: { bodyFormat: { json: {} }, cluster: "quickstart", replaceLosingRows: true },
        cases: [...webhookCases, { path: "cluster", to: { cluster: "second" } }],
    },
    { kind: "WebhookTable", setup: SETUP, base: { bodyFormat: { json: {} }, replaceLosingRows: true }, cases: webhookCases },
];
