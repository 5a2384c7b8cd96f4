import { expect } from "chai";
import fc from "fast-check";
import { settingsOf } from "../../../provider/session/settings";

const settings = (
    config: Record<string, string>,
    environment: Record<string, string> = {},
    profile?: string,
): ReturnType<typeof settingsOf> => settingsOf({ config: key => config[key.replace("materialize:", "")], environment }, profile);

type Values = Record<string, string>;

/** The settings that are refused: a name, the configuration, the error message, the environment variables, and the profile. */
const REFUSED: readonly (readonly [string, Values, string, Values?, string?])[] = [
    [
        "no host",
        {},
        "materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
    ],
    [
        "a profile without a host",
        { profiles: '{"eu":{}}' },
        'the host of the profile "eu" is not set: set materialize:profiles.eu.host (or MZ_HOST_EU)',
        {},
        "eu",
    ],
    [
        "a port that is no number",
        { host: "a", port: "x" },
        'materialize:port (or MZ_PORT) is not a whole number of at least 1: "x"',
    ],
    ["no connections", { host: "a", maxConnections: "0" }, "materialize:maxConnections (or MZ_MAX_CONNECTIONS) is not a whole"],
    ["an endless wait", { host: "a", connectWithin: "-1" }, "materialize:connectWithin (or MZ_CONNECT_WITHIN) is not a whole"],
    [
        "an unknown sslmode",
        { host: "a", sslmode: "verify" },
        'materialize:sslmode (or MZ_SSLMODE) is one of disable, require, verify-ca, verify-full, not "verify"',
    ],
    ...["allow", "prefer"].map(
        mode =>
            [
                `sslmode=${mode}, which falls back`,
                { host: "a", sslmode: mode },
                `materialize:sslmode (or MZ_SSLMODE) is "${mode}", which goes on without TLS wherever somebody on the way says that there is none: write "verify-full"`,
            ] as const,
    ),
    ...[
        ["verify-ca with no authority", { sslmode: "verify-ca" }] as const,
        ["verify-ca with everybody's authorities", { sslmode: "verify-ca", sslrootcert: "system" }] as const,
        ["require with everybody's authorities", { sslmode: "require", sslrootcert: "system" }] as const,
    ].map(
        ([what, more]) =>
            [
                what,
                { host: "a", ...more },
                `materialize:sslmode (or MZ_SSLMODE) is "${more.sslmode}" without a private certificate authority`,
            ] as const,
    ),
    [
        "a certificate without its key",
        { host: "a", sslcert: "x" },
        "materialize:sslcert (or MZ_SSLCERT) is set alone: set materialize:sslkey (or MZ_SSLKEY) too",
    ],
    [
        "a key without its certificate",
        { host: "a", sslkey: "x" },
        "materialize:sslkey (or MZ_SSLKEY) is set alone: set materialize:sslcert",
    ],
    ["profiles that are no object", { profiles: "x" }, "materialize:profiles is not an object", {}, "p"],
    [
        "a URL that is none",
        {},
        "MATERIALIZE_URL is not a URL: write postgres://user:password@host:port/database",
        { MATERIALIZE_URL: "mz" },
    ],
    [
        "an offline that is no flag",
        { host: "a", offline: "yes" },
        'materialize:offline (or MZ_OFFLINE) is true or false, not "yes"',
    ],
    [
        "a profile that is offline",
        { profiles: '{"eu":{"host":"a","offline":true}}' },
        "materialize:profiles.eu.offline (or MZ_OFFLINE_EU) is of the whole stack: set materialize:offline (or MZ_OFFLINE)",
        {},
        "eu",
    ],
    ["a URL that is not encoded", {}, "MATERIALIZE_URL is not a URL", { MATERIALIZE_URL: "postgres://u:50%@h" }],
    ["a URL of another protocol", {}, "MATERIALIZE_URL is not a URL", { MATERIALIZE_URL: "https://u:p@h" }],
    [
        "a misspelt parameter of a URL",
        {},
        'MATERIALIZE_URL has an unknown parameter: did you mean "sslmode"?',
        { MATERIALIZE_URL: "postgres://h?sslMode=require" },
    ],
    [
        "an unknown parameter of a profile's URL",
        { profiles: '{"eu":{}}' },
        "MATERIALIZE_URL_EU has an unknown parameter: the parameters are host, port, user, password,",
        { MATERIALIZE_URL_EU: "postgres://h?application_name=x" },
        "eu",
    ],
    [
        "a host with a port",
        { host: "abc.invalid:6875" },
        "stack configuration materialize:host contains a port: write the port as materialize:port (or MZ_PORT), and only the host here",
    ],
    [
        "a port in a profile's environment variable",
        { profiles: '{"eu":{}}' },
        "environment variable MZ_HOST_EU contains a port: write the port as materialize:profiles.eu.port (or MZ_PORT_EU)",
        { MZ_HOST_EU: "[::1]:6875" },
        "eu",
    ],
    [
        "a host that is a URL",
        {},
        'environment variable MZ_HOST is not a host: write only its name or address, such as "db.example.com", without protocol, user, password, port and path. A whole URL is the value of MATERIALIZE_URL',
        { MZ_HOST: "postgres://ana@h:6875/materialize" },
    ],
    ...[["eu-west", "eu.west"] as const, ["EU", "eu"] as const].map(
        ([one, other]) =>
            [
                `the profiles ${one} and ${other}`,
                { profiles: JSON.stringify({ [one]: { host: "a" }, us: { host: "b" }, [other]: { host: "c" } }) },
                `the profiles "${one}" and "${other}" of materialize:profiles read the same environment variables, such as MZ_HOST_${one === "EU" ? "EU" : "EU_WEST"}: rename one of them`,
                {},
                "us",
            ] as const,
    ),
];

describe("settings", () => {
    it("settings come from the configuration, with defaults", () => {
        expect(settings({ host: "mz.example.com" })).to.deep.include({
            port: 6875,
            user: "materialize",
            database: "materialize",
            sslmode: "verify-full",
            maxConnections: 2,
            connectWithin: 60,
        });
        expect(settings({ host: "127.0.0.1" }).sslmode).to.equal("disable");
    });

    it("environment variables override the configuration", () => {
        const config = { host: "a", port: "1", password: "old" };
        expect(settings(config, { MZ_PASSWORD: "new", MZ_PORT: "2" })).to.deep.include({ host: "a", port: 2, password: "new" });
        expect(settings(config, { MATERIALIZE_URL: "postgres://me:p%40ss@b:3/d?sslmode=require" })).to.deep.include({
            host: "b",
            port: 3,
            user: "me",
            password: "p@ss",
            database: "d",
            sslmode: "require",
        });
        expect(settings(config, { MATERIALIZE_URL: "postgres://b:3", MZ_HOST: "c" }).host).to.equal("c");
    });

    it("the setting offline applies to the whole stack, and needs no host", () => {
        const profiles = '{"eu":{"host":"b"}}';
        expect(settings({ offline: "true" })).to.deep.include({ offline: true, host: "" });
        expect(settings({ offline: "true", profiles }, {}, "eu")).to.deep.include({ offline: true, host: "b" });
        expect(settings({ offline: "true", profiles }, { MZ_OFFLINE: "false" }, "eu").offline).to.equal(false);
        expect(settings({ host: "a" }, { MZ_OFFLINE: "true" }).offline).to.equal(true);
        expect(settings({ host: "a" }).offline).to.equal(false);
    });

    describe("credentials and hosts", () => {
        const config = {
            host: "cloud",
            port: "7",
            user: "me",
            password: "cloud's",
            sslmode: "verify-ca",
            sslrootcert: "ca.pem",
            sslcert: "me.pem",
            sslkey: "me.key",
            database: "d",
            cluster: "c",
        };
        const NONE = { password: undefined, sslrootcert: undefined, sslcert: undefined, sslkey: undefined };

        it("the credentials of one host are not used for another one", () => {
            const elsewhere = { ...NONE, user: "materialize", port: 6875, withheld: true, database: "d", cluster: "c" };
            expect(settings(config, { MZ_HOST: "other" })).to.deep.include({ ...elsewhere, sslmode: "verify-full" });
            expect(settings(config, { MATERIALIZE_URL: "postgres://localhost" })).to.deep.include({
                ...elsewhere,
                sslmode: "disable",
            });
            expect(settings({}, { MZ_HOST: "LOCALHOST" })).to.include({ sslmode: "disable" });
            expect(settings(config, { MATERIALIZE_URL: "postgres://them:theirs@url", MZ_HOST: "other" })).to.deep.include(
                elsewhere,
            );
        });

        it("the arguments of a provider resource override environment variables, whose credentials are used for their own host only", () => {
            const ofProvider = (environment: Values, given: Values): ReturnType<typeof settingsOf> =>
                settingsOf({ config: key => given[key.replace("materialize:", "")], environment, provider: "eu" });
            const variables = { MZ_HOST: "us", MZ_PASSWORD: "of us", MZ_CLUSTER: "c", MZ_DATABASE: "d" };
            expect(ofProvider(variables, { host: "eu", database: "own" })).to.include({
                ...{ host: "eu", password: undefined, withheld: true, cluster: "c", database: "own" },
            });
            expect(ofProvider({ MZ_PASSWORD: "of the stack" }, { host: "eu" })).to.include({ password: undefined });
            expect(ofProvider(variables, { host: "US", user: "me" })).to.include({ password: "of us", user: "me" });
            expect(ofProvider(variables, { user: "me" })).to.include({ host: "us", password: "of us", user: "me" });
            expect(() => ofProvider({}, {})).to.throw(
                "the provider eu has no host: give it the argument host, or set MZ_HOST or MATERIALIZE_URL",
            );
            expect(() => ofProvider({}, { host: "h", port: "0" })).to.throw(
                'the argument port of the provider eu (or MZ_PORT) is not a whole number of at least 1: "0"',
            );
            expect(() => ofProvider({}, { host: "h", sslcert: "cert" })).to.throw(
                "the argument sslcert of the provider eu (or MZ_SSLCERT) is set alone: set the argument sslkey of the provider eu (or MZ_SSLKEY) too",
            );
        });

        it("a host that overrides another one uses the credentials that are given with it", () => {
            const given = settings(config, { MATERIALIZE_URL: "postgres://them:theirs@other:8/" });
            expect(given).to.deep.include({ ...NONE, user: "them", password: "theirs", port: 8, withheld: false });
            expect(settings(config, { MZ_HOST: "other", MZ_PASSWORD: "x" })).to.deep.include({ password: "x", withheld: false });
        });

        it("credentials are kept if no other host is given", () => {
            const kept = { user: "me", sslmode: "verify-ca", sslkey: "me.key", port: 7, withheld: false };
            expect(settings(config, { MZ_PASSWORD: "new" })).to.deep.include({ ...kept, password: "new" });
            expect(settings(config, { MZ_HOST: "CLOUD" })).to.deep.include({ ...kept, password: "cloud's" });
            expect(settings({ password: "free" }, { MZ_HOST: "other" })).to.deep.include({ password: "free", withheld: false });
        });

        it("the credentials of a profile's host are not used for another one", () => {
            const profiles = JSON.stringify({ eu: { host: "b", password: "b's" } });
            expect(settings({ profiles }, { MZ_HOST_EU: "c" }, "eu")).to.deep.include({ password: undefined, withheld: true });
            expect(settings({ profiles }, { MZ_HOST: "c" }, "eu")).to.deep.include({ host: "b", password: "b's" });
        });
    });

    it("each profile has its own settings and environment variables", () => {
        const config = { host: "a", profiles: JSON.stringify({ "eu-1": { host: "b", port: 7, user: "u" } }) };
        expect(settings(config, { MZ_USER: "other" }, "eu-1")).to.deep.include({ host: "b", port: 7, user: "u" });
        expect(settings(config, { MZ_USER_EU_1: "mine" }, "eu-1").user).to.equal("mine");
        expect(() => settings(config, {}, "us")).to.throw(
            'the profile "us" is not in the stack\'s config: materialize:profiles has "eu-1"',
        );
        expect(() => settings({ host: "a" }, {}, "us")).to.throw("materialize:profiles is not set");
    });

    it("hosts can be names, IPv4 addresses and IPv6 addresses", () => {
        for (const host of ["localhost", "my_db", "müller.example", "10.0.0.1", "::1", "fe80::1%eth0"])
            expect(settings({ host }).host).to.equal(host);
        expect(settings({}, { MATERIALIZE_URL: "postgres://[::1]:1/d" }).host).to.equal("::1");
    });

    it("settings print no part of a password that is not encoded in a URL, and never take a part of it as host", () => {
        const password = fc
            .array(fc.constantFrom("7351", "hunter2", ..."#/?%@:&=+ []\\\"'".split(""), "%40"), { minLength: 1, maxLength: 6 })
            .map(pieces => pieces.join(""));
        fc.assert(
            fc.property(password, fc.constantFrom("MATERIALIZE_URL", "MZ_HOST"), fc.boolean(), (text, variable, hasUser) => {
                const url = `postgres://${hasUser ? "ana" : ""}:${text}@abc.invalid:6875/materialize`;
                try {
                    expect(settings({}, { [variable]: url })).to.deep.include({ host: "abc.invalid", port: 6875 });
                } catch (error) {
                    expect(String(error)).to.match(/^Error: (?:MATERIALIZE_URL is|environment variable MZ_HOST is)/u);
                    expect(String(error)).not.to.match(/7351|hunter2/u);
                }
            }),
            { numRuns: 2_000 },
        );
    });

    for (const [what, config, sentence, environment = {}, profile] of REFUSED) {
        it(`settings refuse ${what}`, () => {
            expect(() => settings(config, environment, profile)).to.throw(sentence);
        });
    }
});
