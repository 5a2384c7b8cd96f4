import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { expect } from "chai";
import * as parts from "../../provider/aws/awsSdkParts";
import { roleCredentials } from "../provider/aws/support";
import { run } from "./support/stack";

const built = resolve(__dirname, "../../dist/provider/aws/awsSdkParts");

const PROFILES = `
[keys]
aws_access_key_id = PROFILE
aws_secret_access_key = s

[process]
credential_process = echo '{"Version":1,"AccessKeyId":"PROCESS","SecretAccessKey":"s"}'

[role]
role_arn = arn:aws:iam::210987654321:role/deploy
source_profile = keys
`;

const CONFIG = `
[profile sso]
sso_session = company
sso_account_id = 210987654321
sso_role_name = deploy

[sso-session company]
sso_region = us-east-1
sso_start_url = https://company.awsapps.com/start
`;

/** What is in the environment, and whose keys are found by it. Each way is code of its own, which the SDK loads when it is taken. */
const WAYS: readonly (readonly [what: string, env: (folder: string, url: string) => NodeJS.ProcessEnv, key: string])[] = [
    ["keys", () => ({ AWS_ACCESS_KEY_ID: "ENVIRONMENT", AWS_SECRET_ACCESS_KEY: "s" }), "ENVIRONMENT"],
    ["a profile with keys", () => ({ AWS_PROFILE: "keys" }), "PROFILE"],
    ["a profile with a process", () => ({ AWS_PROFILE: "process" }), "PROCESS"],
    ["a profile with a role", () => ({ AWS_PROFILE: "role" }), "AssumeRole"],
    ["a profile of a company's portal", (_, url) => ({ AWS_PROFILE: "sso", AWS_ENDPOINT_URL_SSO: url }), "PORTAL"],
    ["a container's address", (_, url) => ({ AWS_CONTAINER_CREDENTIALS_FULL_URI: `${url}/container` }), "CONTAINER"],
    [
        "an instance's address",
        (_, url) => ({ AWS_EC2_METADATA_DISABLED: "false", AWS_EC2_METADATA_SERVICE_ENDPOINT: url }),
        "INSTANCE",
    ],
    [
        "a workflow's token",
        folder => ({ AWS_WEB_IDENTITY_TOKEN_FILE: join(folder, "token"), AWS_ROLE_ARN: "arn:aws:iam::210987654321:role/ci" }),
        "AssumeRoleWithWebIdentity",
    ],
];

describe("what the build takes of AWS's SDK", function () {
    this.timeout("30s");
    const folder = mkdtempSync(join(tmpdir(), "aws-"));
    const server = createServer((request, response) => {
        let body = "";
        request.on("data", (text: Buffer) => (body += text.toString()));
        request.on("end", () => {
            const { pathname } = new URL(request.url ?? "/", "http://localhost");
            const action = new URLSearchParams(body).get("Action") ?? "";
            response.end(ANSWERS[pathname] ?? roleCredentials(action, action));
        });
    });

    before(async () => {
        writeFileSync(join(folder, "config"), CONFIG);
        writeFileSync(join(folder, "credentials"), PROFILES);
        writeFileSync(join(folder, "token"), "token");
        const cache = join(folder, ".aws", "sso", "cache");
        mkdirSync(cache, { recursive: true });
        const name = `${createHash("sha1").update("company").digest("hex")}.json`;
        writeFileSync(join(cache, name), JSON.stringify({ accessToken: "t", expiresAt: LATER }));
        await new Promise<void>(listening => server.listen(0, "127.0.0.1", listening));
    });
    after(async () => {
        rmSync(folder, { recursive: true });
        server.closeAllConnections();
        await new Promise(closed => server.close(closed));
    });

    /** Runs a program that has nothing but that one file, and gives what it prints. */
    const print = async (what: string, env: NodeJS.ProcessEnv = {}): Promise<string> => {
        const program = `const parts = require(${JSON.stringify(built)}); Promise.resolve(${what}).then(console.log);`;
        const quiet = { PATH: process.env.PATH, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" };
        return (await run(process.execPath, ["--eval", program], folder, { ...quiet, ...env })).output.trim();
    };

    for (const [what, env, key] of WAYS) {
        it(`finds who calls AWS by ${what} in the environment`, async () => {
            const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
            const files = { AWS_CONFIG_FILE: join(folder, "config"), AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials") };
            const given = {
                ...files,
                HOME: folder,
                AWS_EC2_METADATA_DISABLED: "true",
                AWS_ENDPOINT_URL_STS: url,
                ...env(folder, url),
            };
            const asked = `new parts.STSClient({ region: "us-east-1" }).config.credentials().then(found => found.accessKeyId)`;
            expect(await print(asked, given)).to.equal(key);
        });
    }

    it("is all that is used of it, and needs no other file", async () => {
        expect(await print(`Object.keys(parts).sort().join(" ")`)).to.equal(Object.keys(parts).sort().join(" "));
        const loaded = `Object.keys(require.cache).join(" ")`;
        expect(await print(loaded)).to.equal(`${built}.js`);
        const required = [...readFileSync(`${built}.js`, "utf8").matchAll(/\b(?:require|import)\("(?<module>[^"]+)"\)/gu)];
        expect(required.map(({ groups }) => groups?.module).filter(module => module?.startsWith("node:") !== true)).to.be.empty;
    });

    it("is named with its versions", () => {
        const { devDependencies } = JSON.parse(readFileSync(resolve(__dirname, "../../package.json"), "utf8")) as {
            devDependencies: Record<string, string>;
        };
        const direct = Object.entries(devDependencies).filter(([name]) => /^@(?:aws-sdk|smithy)\//u.test(name));
        const lines = readFileSync(`${built}.txt`, "utf8").split("\n");
        for (const [name, version] of direct) expect(lines.join("\n")).to.contain(`${name} ${version}, by `);
        expect(lines.filter(line => line !== "" && !line.endsWith(": Apache-2.0"))).to.be.empty;
    });
});

const LATER = "2100-01-01T00:00:00Z";

const json = (key: string): string =>
    JSON.stringify({ Code: "Success", AccessKeyId: key, SecretAccessKey: "s", Token: "t", Expiration: LATER });

/** What gives credentials without being asked to take on a role. */
const ANSWERS: Readonly<Record<string, string>> = {
    "/container": json("CONTAINER"),
    "/federation/credentials": JSON.stringify({
        roleCredentials: { accessKeyId: "PORTAL", secretAccessKey: "s", sessionToken: "t", expiration: Date.parse(LATER) },
    }),
    "/latest/api/token": "token",
    "/latest/meta-data/iam/security-credentials/": "role",
    "/latest/meta-data/iam/security-credentials/role": json("INSTANCE"),
};
