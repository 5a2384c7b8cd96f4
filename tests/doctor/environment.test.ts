import { expect } from "chai";
import type { Finding } from "../../doctor/check";
import { EnvironmentContext } from "../../doctor/environmentContext";
import { ENVIRONMENT_GROUPS, examine } from "../../doctor/examine";
import { hasFailed, report } from "../../doctor/report";
import { serverError } from "../../provider/session/errors";
import { Authority } from "../authority";
import { type LocalMaterialize, startMaterialize } from "../materialize";
import { queryAt } from "../e2e/support/server";
import { linesOf, Program, removePrograms, runCheck } from "./support";

type Values = Readonly<Record<string, string>>;

/** Settings without their prefix, and environment variables. */
interface Given {
    readonly config?: Values;
    readonly environment?: Values;
    readonly secretKeys?: readonly string[];
    readonly profile?: string;
}

const contextOf = ({ config = {}, environment = {}, secretKeys = [], profile }: Given): EnvironmentContext =>
    new EnvironmentContext(
        { config: key => config[key.replace("materialize:", "")], environment },
        profile,
        new Set(secretKeys.map(key => `materialize:${key}`)),
    );

const VERIFY = 'Set materialize:sslmode (or MZ_SSLMODE) to "verify-full".';

describe("the doctor's checks of an environment", function () {
    this.timeout("30s");
    let server: LocalMaterialize;
    const shown = new Set<string>();

    before(async () => {
        server = await startMaterialize({ users: { materialize: "hunter22", limited: "hunter33", mz_system: "hunter55" } });
        const system = { host: server.host, port: server.port, user: "mz_system", password: "hunter55", database: "materialize" };
        await queryAt(
            system,
            "CREATE DATABASE closed",
            "CREATE DATABASE empty",
            "DROP SCHEMA empty.public",
            "CREATE ROLE team",
            "GRANT team TO limited",
            "GRANT CREATEDB ON SYSTEM TO team",
            "GRANT USAGE ON DATABASE empty TO limited",
            "CREATE CLUSTER idle (SIZE '25cc', REPLICATION FACTOR 0)",
            "CREATE CLUSTER theirs (SIZE '25cc', REPLICATION FACTOR 2)",
        );
    });
    after(async () => {
        removePrograms();
        await server.close();
    });

    const to = (more: Values = {}): Given => ({
        config: { host: server.host, port: String(server.port), password: "hunter22", ...more },
    });
    const limited = (more: Values = {}): Given => to({ user: "limited", password: "hunter33", ...more });

    /** Returns what a check reports, and records that the test shows a problem that it finds. */
    async function lines(check: string, context: EnvironmentContext): Promise<string[]> {
        try {
            const findings: readonly Finding[] = await runCheck(ENVIRONMENT_GROUPS, check, context);
            if (findings.some(({ status }) => status !== "ok")) shown.add(check);
            return linesOf(findings);
        } finally {
            await context.close();
        }
    }

    const linesFor = (check: string, given: Given): Promise<string[]> => lines(check, contextOf(given));

    it("the doctor shows each setting and its source", async () => {
        expect(
            await linesFor("settings", {
                config: { host: "mz.example.com", user: "me", password: "hunter22", options: "-c a=b", cluster: "c" },
                environment: {
                    MZ_USER: "you",
                    MZ_SSLCERT: "-----BEGIN CERTIFICATE-----",
                    MZ_SSLKEY: "-----BEGIN PRIVATE KEY-----",
                },
                secretKeys: ["password", "options"],
            }),
        ).to.deep.equal([
            "ok host: mz.example.com (stack configuration materialize:host)",
            "ok port: 6875 (default)",
            "ok user: you (environment variable MZ_USER)",
            "ok password: [secret] (stack configuration materialize:password)",
            "ok database: materialize (default)",
            "ok cluster: c (stack configuration materialize:cluster)",
            "ok sslmode: verify-full (default)",
            "ok sslcert: a certificate (environment variable MZ_SSLCERT)",
            "ok sslkey: [secret] (environment variable MZ_SSLKEY)",
            "ok options: [secret] (stack configuration materialize:options)",
            "ok maxConnections: 2 (default)",
            "ok connectWithin: 60 (default)",
            "ok offline: false (default)",
        ]);
    });

    it("the doctor shows the settings of a profile with the names of their sources", async () => {
        const given = {
            config: { profiles: '{"eu": {"host": "eu.example.com", "password": "hunter22"}}' },
            environment: { MATERIALIZE_URL_EU: "postgres://:hunter33@eu.example.com", MZ_PORT_EU: "7000" },
            profile: "eu",
        };
        expect((await linesFor("settings", given)).slice(0, 4)).to.deep.equal([
            "ok host: eu.example.com (environment variable MATERIALIZE_URL_EU)",
            "ok port: 7000 (environment variable MZ_PORT_EU)",
            "ok user: materialize (default)",
            "ok password: [secret] (environment variable MATERIALIZE_URL_EU)",
        ]);
    });

    it("the doctor reports missing and withheld settings", async () => {
        expect(await linesFor("settings", { config: { user: "me" } })).to.deep.equal([
            "ok user: me (stack configuration materialize:user)",
            "failed settings: materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
        ]);
        expect(await linesFor("settings", { ...to(), environment: { MZ_HOST: "other" } })).to.include(
            "note password: not used, since it was set for another host → Set materialize:user and materialize:password (or MZ_USER and MZ_PASSWORD).",
        );
    });

    it("the doctor does not connect if the setting offline is true", async () => {
        expect(await linesFor("offline", to({ offline: "true" }))).to.deep.equal([
            "failed offline: connections are switched off, so nothing else is checked → Run this command with MZ_OFFLINE=false.",
        ]);
        expect(await linesFor("offline", to())).to.deep.equal([]);
    });

    it("the doctor reports a server that accepts no connections", async () => {
        expect(await linesFor("network", to({ port: "1" }))).to.deep.equal([
            `failed network: Materialize at ${server.host}:1 refuses connections → is it running there? Else set materialize:host and materialize:port (or MZ_HOST and MZ_PORT).`,
        ]);
        expect((await linesFor("network", to()))[0]).to.match(/^ok network: 127\.0\.0\.1 port \d+ answers in \d+ ms$/u);
    });

    it("the doctor reports missing TLS and unchecked certificates", async () => {
        expect((await linesFor("TLS", to({ sslmode: "verify-full" })))[0]).to.match(
            /^failed TLS: Materialize at .* speaks no TLS/u,
        );
        expect(await linesFor("TLS", { config: { host: "mz.example.com", sslmode: "disable" } })).to.deep.equal([
            `note TLS: off: the password and all statements are sent in clear text → ${VERIFY}`,
        ]);
        expect(await linesFor("TLS", to())).to.deep.equal(["ok TLS: off, for a server on this machine"]);
    });

    it("the doctor shows the certificate of a server, and reports one that is not checked", async () => {
        const authority = await Authority.create("ours");
        const secured = await startMaterialize({ tls: await authority.issue("mz", { names: ["localhost"] }) });
        try {
            const config = { host: "localhost", port: String(secured.port) };
            const certificate = String.raw`TLSv1\.3, certificate of mz by ours, valid until [A-Z][a-z]{2} .* GMT`;
            const [verified] = await linesFor("TLS", {
                config: { ...config, sslmode: "verify-full", sslrootcert: authority.cert },
            });
            expect(verified).to.match(new RegExp(`^ok TLS: ${certificate}$`, "u"));
            const [unchecked] = await linesFor("TLS", { config: { ...config, sslmode: "require" } });
            expect(unchecked).to.match(new RegExp(`^note TLS: ${certificate}, which is not checked, so an attacker`, "u"));
            const [unknown] = await linesFor("TLS", { config: { ...config, sslmode: "verify-full" } });
            expect(unknown).to.contain(
                "presents a certificate of an authority that is not known here → set materialize:sslrootcert",
            );
        } finally {
            await secured.close();
        }
    });

    it("the doctor reports a refused password and does not show it", async () => {
        const [line = ""] = await linesFor("login", to({ password: "hunter99" }));
        expect(line).to.contain('refuses the login of the user "materialize" with this password → set materialize:user');
        expect(line).not.to.contain("hunter99");
        expect(await linesFor("login", to())).to.deep.equal(['ok login: as "materialize"']);
    });

    it("the doctor reports a server that is not a Materialize", async () => {
        const postgres = contextOf(to());
        postgres.rows = () =>
            Promise.reject(
                serverError({ code: "42883", message: "function mz_version() does not exist" }, "SELECT mz_version()", []),
            );
        expect(await lines("version", postgres)).to.deep.equal([
            "failed version: this server is not a Materialize → Set materialize:host and materialize:port (or MZ_HOST and MZ_PORT) to one.",
        ]);
        expect((await linesFor("version", to()))[0]).to.match(/^ok version: Materialize v\d/u);
    });

    it("the doctor reports a version of Materialize that is older than the tested ones", async () => {
        const old = contextOf(to());
        old.rows = <Row>() => Promise.resolve([{ version: "v0.99.3 (abc)" }] as Row[]);
        expect(await lines("version", old)).to.deep.equal([
            "note version: Materialize v0.99.3 (abc) is older than all tested versions → Update it to v26.6.0 or a newer version.",
        ]);
    });

    it("the doctor lists the system privileges of the role and of the roles that it is a member of", async () => {
        const missing = (privilege: string, kinds: string): string =>
            `note ${privilege}: missing; only ${kinds} it → A superuser or the owner can run: GRANT ${privilege} ON SYSTEM TO "limited";`;
        expect(await linesFor("system", limited())).to.deep.equal([
            missing("CREATEROLE", "Role, RoleGrant and RoleParameter need"),
            "ok CREATEDB: granted",
            missing("CREATECLUSTER", "Cluster needs"),
            missing("CREATENETWORKPOLICY", "NetworkPolicy needs"),
        ]);
        expect(await linesFor("system", to({ user: "mz_system", password: "hunter55" }))).to.deep.equal([
            "ok system: every right: a superuser, or a server that checks no privileges",
        ]);
    });

    it("the doctor reports a missing database, and missing privileges on it", async () => {
        expect(await linesFor("database", to({ database: "nowhere" }))).to.deep.equal([
            'failed database: "nowhere" does not exist → Set materialize:database (or MZ_DATABASE) to one of closed, empty, materialize, or create it.',
        ]);
        expect(await linesFor("database", limited({ database: "closed" }))).to.deep.equal([
            'note database: USAGE and CREATE on "closed" missing: previews work, and `pulumi up` drops and creates no schemas in it → A superuser or the owner can run: GRANT USAGE, CREATE ON DATABASE "closed" TO "limited";',
        ]);
        expect(await linesFor("database", limited({ database: "empty" }))).to.deep.equal([
            'note database: CREATE on "empty" missing: previews work, and `pulumi up` creates no schemas in it → A superuser or the owner can run: GRANT CREATE ON DATABASE "empty" TO "limited";',
        ]);
        expect(await linesFor("database", to())).to.deep.equal(['ok database: "materialize", with USAGE and CREATE']);
    });

    it("the doctor reports a missing schema, and missing privileges on it", async () => {
        expect(await linesFor("schema", to({ database: "empty" }))).to.deep.equal([
            'note schema: "empty"."public" does not exist → Give each resource a schema, or create this one.',
        ]);
        expect(await linesFor("schema", limited())).to.deep.equal([
            'note schema: CREATE on "public" missing: previews work, and `pulumi up` creates no objects in it → A superuser or the owner can run: GRANT CREATE ON SCHEMA "materialize"."public" TO "limited";',
        ]);
        expect(await linesFor("schema", to())).to.deep.equal(['ok schema: "public", with USAGE and CREATE']);
    });

    it("the doctor reports a cluster that is missing, has no replicas or may not be used", async () => {
        const fix = "Set materialize:cluster (or MZ_CLUSTER) to a cluster that exists, or give each resource a cluster.";
        expect(await linesFor("default cluster", to({ cluster: "nowhere" }))).to.deep.equal([
            `failed default cluster: "nowhere" does not exist → ${fix}`,
        ]);
        expect(await linesFor("default cluster", to({ cluster: "idle" }))).to.deep.equal([
            'failed default cluster: "idle" has no replicas, so nothing runs in it → Run: ALTER CLUSTER "idle" SET (REPLICATION FACTOR 1);',
        ]);
        expect(await linesFor("default cluster", limited({ cluster: "theirs" }))).to.deep.equal([
            'note default cluster: USAGE and CREATE on "theirs" missing → A superuser or the owner can run: GRANT USAGE, CREATE ON CLUSTER "theirs" TO "limited";',
        ]);
        expect(await linesFor("default cluster", to())).to.deep.equal([
            "ok default cluster: quickstart (1 replica), with USAGE and CREATE",
        ]);
    });

    it("the doctor lists the clusters, and reports that there are none", async () => {
        expect(await linesFor("clusters", to())).to.deep.equal([
            "ok clusters: idle (0 replicas), quickstart (1 replica), theirs (2 replicas)",
        ]);
        const empty = contextOf(to());
        empty.rows = () => Promise.resolve([]);
        expect(await lines("clusters", empty)).to.deep.equal([
            "note clusters: none → Create a cluster with the resource Cluster, whose role needs CREATECLUSTER.",
        ]);
    });

    it("each check of an environment has a test that shows a problem", () => {
        const names = ENVIRONMENT_GROUPS.flatMap(({ checks }) => checks.map(({ name }) => name));
        expect([...shown]).to.have.members(names);
    });

    it("the doctor checks each profile, skips what a failed check makes impossible, and prints no secrets", async () => {
        const profiles = {
            eu: { host: server.host, port: server.port, password: "hunter22" },
            us: { host: server.host, port: 1, password: "hunter44", sslmode: "disable" },
        };
        const machine = Program.complete({ "materialize:profiles": { value: JSON.stringify(profiles), secret: true } }).machine();
        const sections = await examine(machine);
        const text = report(sections);
        expect(sections.map(({ title }) => title).slice(3)).to.deep.equal(
            ["eu", "us"].flatMap(name =>
                ["Settings", "Connection", "Rights", "Clusters"].map(title => `${title} of the profile "${name}"`),
            ),
        );
        expect(text)
            .to.match(/ {2}skipped {2}login +after the failure of: network/u)
            .and.to.match(/ {2}skipped {2}clusters/u);
        expect(text)
            .to.match(/\d+ ok, 1 failed, \d+ skipped$/u)
            .and.not.to.contain("hunter");
        expect(hasFailed(sections)).to.equal(true);
    });

    it("the doctor fails no check of a complete program", async () => {
        const machine = Program.complete({ "materialize:password": { value: "hunter22", secret: true } }).machine({
            MZ_HOST: server.host,
            MZ_PORT: String(server.port),
        });
        const sections = await examine(machine);
        expect(report(sections)).to.match(/\d+ ok$/u);
        expect(hasFailed(sections)).to.equal(false);
    });
});
