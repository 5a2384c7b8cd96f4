import { createHmac } from "node:crypto";
import { setTimeout } from "node:timers/promises";
import { expect } from "chai";
import type { Fields } from "../../provider/values/value";
import { type Server, skip, timeLimit } from "../server";
import { kindOf, query, resetEnvironment, StackResource } from "./support";

const KEY = "shared with the sender";
const sign = (body: string): string => createHmac("sha256", KEY).update(body).digest("base64");

const argsWith = (secret: Fields): Fields => ({
    name: "It's",
    bodyFormat: { json: {} },
    headers: [{ header: "x-event", as: "event" }],
    includeHeaders: { only: ["x-event", "x-open"], except: ["x-secret"] },
    check: {
        expression: "constant_time_eq(decode(headers->'x-signature', 'base64'), hmac(request, key, 'sha256'))",
        headers: true,
        body: { as: "request" },
        secrets: [{ secret, as: "key" }],
    },
});

/** Sends a request to the path of a URL on the HTTP address of the server, and returns the status of the answer. */
async function send(
    { httpUrl = "" }: Server,
    url: unknown,
    body: string,
    headers: Readonly<Record<string, string>>,
): Promise<number> {
    const target = new URL(new URL(String(url)).pathname, httpUrl);
    return (await fetch(target, { method: "POST", body, headers })).status;
}

/** Returns the rows of a relation, once it has a number of them: a real server shows them some time after the request only. */
async function rowsOf(local: Server, select: string, count: number): Promise<Record<string, unknown>[]> {
    for (let attempt = 0; ; attempt++) {
        const rows = await query(local, select);
        if (rows.length >= count || attempt === 30) return rows;
        await setTimeout(300);
    }
}

describe("a webhook", function () {
    this.timeout(timeLimit("60s"));

    for (const [kind, more] of [
        ["WebhookSource", { cluster: "quickstart" }],
        ["WebhookTable", {}],
    ] as const)
        it(`${kind} takes requests at its output url, and only those that meet its condition`, async function () {
            const local = await resetEnvironment();
            if (local.httpUrl === undefined)
                skip(this, "the test needs the HTTP address of the server: MATERIALIZE_HTTP_URL is not set");
            const secret = new StackResource(kindOf("Secret"), local);
            await secret.up({ name: "signing", value: KEY });
            const webhook = new StackResource(kindOf(kind), local);
            await webhook.up({ ...argsWith(secret.reference), ...more });
            const { url, definition } = webhook.outputs;
            expect(definition).not.to.contain(KEY);
            const good = '{"a": 1}\n{"a": 2}';
            const headers = { "x-event": "sale", "x-open": "yes", "x-secret": "no" };
            expect(await send(local, url, good, { ...headers, "x-signature": sign(good) })).to.equal(200);
            expect(await send(local, url, good, { ...headers, "x-signature": sign("another body") })).to.equal(400);
            expect(await send(local, url, good, headers)).to.equal(400);
            expect(await send(local, url, "no JSON", { "x-signature": sign("no JSON") })).to.equal(400);
            expect(await send(local, `${String(url)}s`, good, { "x-signature": sign(good) })).to.equal(404);
            const select = `SELECT body->>'a' AS a, event, headers::text AS headers FROM "It's" ORDER BY 1`;
            const expected = ["1", "2"].map(a => ({ a, event: "sale", headers: "{x-event=>sale,x-open=>yes}" }));
            expect(await rowsOf(local, select, expected.length)).to.deep.equal(expected);
        });
});
