import { expect } from "chai";
import { settingsOf } from "../../provider/session/settings";

const settings = (
    config: Record<string, string>,
    environment: Record<string, string> = {},
    profile?: string,
): ReturnType<typeof settingsOf> => settingsOf({ config: key => config[key.replace("materialize:", "")], environment }, profile);

describe("settings", () => {
    it("come from config, with defaults", () => {
        expect(settings({ host: "mz.example.com" })).to.deep.include({
            port: 6875,
            user: "materialize",
            database: "materialize",
            sslmode: "verify-full",
            maxConnections: 4,
        });
        expect(settings({ host: "127.0.0.1" }).sslmode).to.equal("disable");
    });

    it("are overridden by the environment", () => {
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

    it("have profiles, each with variables of its own", () => {
        const config = { host: "a", profiles: JSON.stringify({ "eu-1": { host: "b", port: 7, user: "u" } }) };
        expect(settings(config, { MZ_USER: "other" }, "eu-1")).to.deep.include({ host: "b", port: 7, user: "u" });
        expect(settings(config, { MZ_USER_EU_1: "mine" }, "eu-1").user).to.equal("mine");
        expect(() => settings(config, {}, "us")).to.throw(
            'the profile "us" is not in the stack\'s config: materialize:profiles has "eu-1"',
        );
        expect(() => settings({ host: "a" }, {}, "us")).to.throw("materialize:profiles is not set");
    });

    for (const [what, config, sentence] of [
        [
            "no host",
            {},
            "materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
        ],
        ["a port that is no number", { host: "a", port: "x" }, 'materialize:port is not a whole number above zero: "x"'],
        [
            "an unknown sslmode",
            { host: "a", sslmode: "prefer" },
            'materialize:sslmode is one of disable, require, verify-ca, verify-full, not "prefer"',
        ],
        ["profiles that are no object", { profiles: "x" }, "materialize:profiles is not an object"],
    ] as const) {
        it(`refuse ${what} in one sentence`, () => {
            expect(() => settings(config, {}, what.startsWith("profiles") ? "p" : undefined)).to.throw(sentence);
        });
    }
});
