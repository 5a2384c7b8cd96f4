// The objects of environment.sql: readings of meters by webhook, a table of thresholds that people edit, and the alarms.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config();

const schema = new materialize.Schema("meters");
const tags = new materialize.Type("tags", { schema, map: { valueType: "text" } });
new materialize.Type("phases", { schema, list: { elementType: "float8" } });

const signature = new materialize.Secret("meter_signature", { schema, value: config.requireSecret("signature") });
const readings = new materialize.WebhookSource("readings", {
    schema,
    bodyFormat: { json: { array: true } },
    headers: [{ header: "x-meter-site", as: "site" }],
    includeHeaders: { except: ["authorization"] },
    check: {
        headers: true,
        body: { as: "payload" },
        secrets: [{ secret: signature, as: "signing_key" }],
        expression: `constant_time_eq(
            decode(headers -> 'x-signature', 'hex'),
            hmac(payload, signing_key, 'sha256')
        )`,
    },
    comment: "POST /api/webhook/materialize/meters/readings",
});

const thresholds = new materialize.Table("thresholds", {
    schema,
    columns: [
        { name: "site", type: "text", notNull: true },
        { name: "kind", type: "text", notNull: true, default: "'power'" },
        { name: "ceiling", type: "float8", notNull: true },
        { name: "labels", type: tags },
    ],
    comment: "edited by operations",
    comments: { ceiling: "watts" },
});

const power = new materialize.View("power", {
    schema,
    query: pulumi.interpolate`
        SELECT site, (body ->> 'meter')::int8 AS meter, (body ->> 'watts')::float8 AS watts, (body ->> 'at')::timestamptz AS measured
        FROM ${readings.qualifiedName} WHERE body ->> 'kind' = 'power'`,
});
const lastDay = new materialize.View("last_day", {
    schema,
    query: pulumi.interpolate`SELECT * FROM ${power.qualifiedName} WHERE mz_now() <= measured + INTERVAL '1 day'`,
});
const byQuarterHour = new materialize.MaterializedView("by_quarter_hour", {
    schema,
    query: pulumi.interpolate`
        SELECT site, meter, date_bin('15 minutes', measured, '2000-01-01 00:00:00+00') AS quarter, avg(watts) AS mean, max(watts) AS peak
        FROM ${lastDay.qualifiedName} GROUP BY site, meter, 3`,
});
const alarms = new materialize.View("alarms", {
    schema,
    query: pulumi.interpolate`
        SELECT q.site, q.meter, q.quarter, q.peak, t.ceiling
        FROM ${byQuarterHour.qualifiedName} q JOIN ${thresholds.qualifiedName} t ON t.site = q.site AND t.kind = 'power'
        WHERE q.peak > t.ceiling`,
});
new materialize.Index("alarms_by_site", { on: alarms, columns: ["site", "meter"] });

export const url = readings.url;
