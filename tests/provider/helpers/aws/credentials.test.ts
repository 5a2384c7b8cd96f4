import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KafkaClient } from "@aws-sdk/client-kafka";
import { expect } from "chai";
import { AWS_PROPERTIES, ROLE_PROPERTIES, WEB_IDENTITY_PROPERTIES } from "../../../../common/awsProvider";
import { clientOptions } from "../../../../provider/helpers/aws/credentials";
import { type Identity, identityOf, identityProblems } from "../../../../provider/helpers/aws/identity";
import { membersOf } from "./awsTypes";
import { roleCredentials } from "./support";

const config =
    (values: Record<string, string>) =>
    (key: string): string | undefined =>
        values[key];

const ROLE = { roleArn: "arn:aws:iam::210987654321:role/deploy", externalId: "x" };

describe("the identity that calls AWS", () => {
    it("the identity comes from the SDK's credential chain by default", () => {
        expect(identityOf(config({}), undefined)).to.deep.equal({ roles: [] });
    });

    it("the identity comes from the stack's configuration", () => {
        const keys = { "aws:accessKey": "AKIA", "aws:secretKey": "s", "aws:token": "t" };
        expect(identityOf(config(keys), undefined)).to.deep.equal({
            keys: { accessKeyId: "AKIA", secretAccessKey: "s", sessionToken: "t" },
            roles: [],
        });
        const role = { "aws:profile": "team", "aws:assumeRoles": JSON.stringify([ROLE]) };
        expect(identityOf(config(role), undefined)).to.deep.equal({ profile: "team", roles: [ROLE] });
    });

    it("the identity has the profile and the roles of an explicit provider", () => {
        const provider = { profile: "other", assumeRoles: JSON.stringify([ROLE]), hasKeys: false };
        expect(identityOf(config({ "aws:profile": "team" }), provider)).to.deep.equal({ profile: "other", roles: [ROLE] });
    });

    it("an explicit provider without credentials has none of the stack's configuration, as in AWS's provider", () => {
        const stack = config({
            "aws:profile": "team",
            "aws:accessKey": "AKIA",
            "aws:secretKey": "s",
            "aws:useFipsEndpoint": "true",
        });
        expect(identityOf(stack, { hasKeys: false, further: {} })).to.deep.equal({ roles: [] });
        expect(identityOf(stack, { hasKeys: false })).to.deep.equal({ roles: [] });
    });

    it("the identity has the endpoints, files and account ids of the configuration and of an explicit provider", () => {
        const given = {
            allowedAccountIds: '["210987654321"]',
            endpoints: '[{"ec2":"http://ec2"},{"msk":"http://msk","s3":"http://s3"}]',
            sharedConfigFiles: '["/config"]',
            stsRegion: "eu-west-1",
            useFipsEndpoint: "true",
            useDualstackEndpoint: "false",
            customCaBundle: "/ca.pem",
        };
        const identity = {
            ...{
                allowedAccountIds: ["210987654321"],
                endpoints: { ec2: "http://ec2", kafka: "http://msk" },
                stsRegion: "eu-west-1",
            },
            ...{ configFile: "/config", useFipsEndpoint: true, caBundle: "/ca.pem", roles: [] },
        };
        const stack = Object.fromEntries(Object.entries(given).map(([name, value]) => [`aws:${name}`, value]));
        expect(identityOf(config(stack), undefined)).to.deep.equal(identity);
        expect(identityOf(config({}), { hasKeys: false, further: given })).to.deep.equal(identity);
    });

    for (const [name, value, message] of [
        ["httpsProxy", "http://proxy", /^aws:httpsProxy of the stack configuration cannot be used .* without a proxy/u],
        ["insecure", "true", /set customCaBundle/u],
        ["ec2MetadataServiceEndpoint", "http://m", /AWS_EC2_METADATA_SERVICE_ENDPOINT$/u],
        ["sharedConfigFiles", '["a","b"]', /has several files/u],
        ["assumeRoles", '[{"externalId":"x"}]', /^assumeRoles\[0\] in aws:assumeRoles .* has no roleArn/u],
        ["assumeRoles", '[{"roleArn":"a","mfa":"1"}]', /has mfa, which the AWS calls of this package cannot use/u],
        ["assumeRoleWithWebIdentity", '{"roleArn":"a"}', /has no token: give webIdentityTokenFile/u],
        ["endpoints", '[{"sso":"http://sso"}]', /has sso, which/u],
    ] as const) {
        it(`the identity refuses ${name} ${value}`, () => {
            expect(identityProblems(config({ [`aws:${name}`]: value }), undefined)).to.have.length(1);
            expect(() => identityOf(config({ [`aws:${name}`]: value }), undefined)).to.throw(message);
            const further = { [name]: value };
            const provider = name === "assumeRoles" ? further : { further };
            expect(identityProblems(config({}), provider)[0]).to.contain("of the AWS provider that is given");
        });
    }

    it("the identity refuses a token of an explicit provider, and accepts one of the configuration", () => {
        const session = { roleArn: "arn:role", webIdentityToken: "t" };
        const stack = config({ "aws:assumeRoleWithWebIdentity": JSON.stringify(session) });
        expect(identityOf(stack, undefined)).to.deep.equal({ webIdentity: session, roles: [] });
        const further = { assumeRoleWithWebIdentity: { ...session, webIdentityToken: true } };
        expect(identityProblems(config({}), { further })[0]).to.match(/has a token, which would stand in the state/u);
    });

    it("the identity refuses nothing that an unaffected property says, or that is off", () => {
        const names = Object.entries(AWS_PROPERTIES).flatMap(([name, { by }]) => (by === "unaffected" ? [`aws:${name}`] : []));
        const stack = { ...Object.fromEntries(names.map(name => [name, "1"])), "aws:insecure": "false", "aws:httpProxy": "" };
        expect(identityOf(config(stack), undefined)).to.deep.equal({ roles: [] });
    });

    it("each property of Pulumi's AWS provider, of its roles and of its web identity is in the table", () => {
        expect(Object.keys(AWS_PROPERTIES)).to.deep.equal(membersOf("provider.d.ts", "ProviderArgs"));
        expect([...ROLE_PROPERTIES]).to.deep.equal(membersOf("types/input.d.ts", "ProviderAssumeRole"));
        expect([...WEB_IDENTITY_PROPERTIES]).to.deep.equal(membersOf("types/input.d.ts", "ProviderAssumeRoleWithWebIdentity"));
    });

    it("the identity refuses roles that are not a list", () => {
        expect(() => identityOf(config({ "aws:assumeRoles": "{" }), undefined)).to.throw(
            /^aws:assumeRoles of the stack configuration is not a list of roles/u,
        );
    });

    it("the first role of a profile is assumed with the keys of the profile", async () => {
        const folder = mkdtempSync(join(tmpdir(), "aws-"));
        const callers: string[] = [];
        const close = await startSts(caller => {
            callers.push(caller);
            return "ROLE";
        });
        writeFileSync(join(folder, "credentials"), "[team]\naws_access_key_id = TEAM\naws_secret_access_key = s\n");
        process.env.AWS_SHARED_CREDENTIALS_FILE = join(folder, "credentials");
        try {
            expect(await credentialsOf({ profile: "team", roles: [ROLE] })).to.include({ accessKeyId: "ROLE" });
        } finally {
            delete process.env.AWS_SHARED_CREDENTIALS_FILE;
            rmSync(folder, { recursive: true });
            await close();
        }
        expect(callers).to.deep.equal(["TEAM"]);
    });

    it("each role is assumed with the credentials of the role before it", async () => {
        const asked: { as: string; request: Record<string, string> }[] = [];
        const close = await startSts((as, request) => {
            asked.push({ as, request });
            return `ROLE${String(asked.length)}`;
        });
        try {
            const second = { roleArn: "arn:aws:iam::310987654321:role/kafka", sessionName: "kafka", duration: "1h30m" };
            const identity = { keys: { accessKeyId: "AKIA", secretAccessKey: "s" }, roles: [ROLE, second] };
            expect(await credentialsOf(identity)).to.deep.include({ accessKeyId: "ROLE2", sessionToken: "token of ROLE2" });
        } finally {
            await close();
        }
        expect(asked.map(({ as }) => as)).to.deep.equal(["AKIA", "ROLE1"]);
        expect(asked.map(({ request }) => request)).to.deep.equal([
            { RoleArn: ROLE.roleArn, RoleSessionName: "pulumi-materialize", ExternalId: "x" },
            { RoleArn: "arn:aws:iam::310987654321:role/kafka", RoleSessionName: "kafka", DurationSeconds: "5400" },
        ]);
    });

    it("a role is assumed with its policies, tags and source identity", async () => {
        const asked: Record<string, string>[] = [];
        const close = await startSts((_, request) => {
            asked.push(request);
            return "ROLE";
        });
        const role = {
            ...{
                roleArn: ROLE.roleArn,
                sessionName: "s",
                policy: "{}",
                policyArns: ["arn:one", "arn:two"],
                sourceIdentity: "me",
            },
            ...{ tags: { team: "data" }, transitiveTagKeys: ["team"], duration: "900s" },
        };
        try {
            await credentialsOf({ keys: KEYS, roles: [role] });
        } finally {
            await close();
        }
        expect(asked).to.deep.equal([
            {
                ...{ RoleArn: ROLE.roleArn, RoleSessionName: "s", Policy: "{}", SourceIdentity: "me", DurationSeconds: "900" },
                ...{ "PolicyArns.member.1.arn": "arn:one", "PolicyArns.member.2.arn": "arn:two" },
                ...{ "Tags.member.1.Key": "team", "Tags.member.1.Value": "data", "TransitiveTagKeys.member.1": "team" },
            },
        ]);
    });

    it("a role is assumed with the token in a file, and the next role with the credentials of the first", async () => {
        const folder = mkdtempSync(join(tmpdir(), "aws-"));
        writeFileSync(join(folder, "token"), "jwt");
        const asked: { as: string; request: Record<string, string> }[] = [];
        const close = await startSts((as, request) => {
            asked.push({ as, request });
            return `ROLE${String(asked.length)}`;
        });
        try {
            const webIdentity = { roleArn: "arn:web", webIdentityTokenFile: join(folder, "token"), policy: "{}" };
            expect(await credentialsOf({ webIdentity, roles: [ROLE] })).to.include({ accessKeyId: "ROLE2" });
        } finally {
            await close();
            rmSync(folder, { recursive: true });
        }
        expect(asked[0]).to.deep.equal({
            as: "",
            request: { RoleArn: "arn:web", RoleSessionName: "pulumi-materialize", WebIdentityToken: "jwt", Policy: "{}" },
        });
        expect(asked[1]).to.deep.include({ as: "ROLE1" });
    });

    it("keys in the environment precede AWS_PROFILE, as in AWS's provider", async () => {
        const variables = { AWS_ACCESS_KEY_ID: "ENV", AWS_SECRET_ACCESS_KEY: "s", AWS_PROFILE: "missing" };
        Object.assign(process.env, variables);
        try {
            expect(await credentialsOf({ roles: [] })).to.include({ accessKeyId: "ENV" });
        } finally {
            for (const name of Object.keys(variables)) Reflect.deleteProperty(process.env, name);
        }
    });

    it("credentials of an account that the provider does not allow are refused before AWS is called with them", async () => {
        const asked: string[] = [];
        const close = await startSts(as => {
            asked.push(as);
            return "ROLE";
        });
        const answer = (more: Partial<Identity>): Promise<string> =>
            credentialsOf({ keys: KEYS, roles: [], ...more }).then(({ accessKeyId }) => accessKeyId, String);
        try {
            expect(await answer({ allowedAccountIds: ["210987654321"] })).to.equal("AKIA");
            expect(await answer({ allowedAccountIds: ["1"] })).to.contain(
                "belong to the account 210987654321, and its allowedAccountIds does not have it",
            );
            expect(await answer({ forbiddenAccountIds: ["210987654321"] })).to.contain("its forbiddenAccountIds has it");
            asked.splice(0);
            expect(await answer({ forbiddenAccountIds: ["1"], roles: [ROLE] })).to.equal("ROLE");
            expect(asked, "the account of the role is asked for").to.deep.equal(["AKIA", "ROLE"]);
        } finally {
            await close();
        }
    });

    it("the clients have the endpoints, the FIPS endpoints and the certificate authority of the provider", async () => {
        const endpoints = { kafka: "http://127.0.0.1:1" };
        const identity = { endpoints, useFipsEndpoint: true, useDualstackEndpoint: true, roles: [] };
        const { config: kafka } = new KafkaClient(clientOptions(identity, "us-east-1", "kafka"));
        expect(await kafka.useFipsEndpoint()).to.equal(true);
        expect(await kafka.useDualstackEndpoint()).to.equal(true);
        expect((await kafka.endpoint?.())?.port).to.equal(1);
        expect(clientOptions(identity, "us-east-1", "ec2")).not.to.have.property("endpoint");
        const folder = mkdtempSync(join(tmpdir(), "aws-"));
        writeFileSync(join(folder, "ca.pem"), "authority");
        const { requestHandler } = clientOptions({ caBundle: join(folder, "ca.pem"), roles: [] }, "us-east-1", "ec2");
        rmSync(folder, { recursive: true });
        expect(String(requestHandler?.httpsAgent.options.ca)).to.equal("authority");
    });
});

const KEYS = { accessKeyId: "AKIA", secretAccessKey: "s" };

const credentialsOf = (identity: Identity) => new KafkaClient(clientOptions(identity, "us-east-1", "kafka")).config.credentials();

/** Stands where AWS gives credentials of roles: told who asks, and for what, `give` says the new key. */
async function startSts(give: (as: string, request: Record<string, string>) => string): Promise<() => Promise<void>> {
    const server = createServer((request, response) => {
        let body = "";
        request.on("data", (text: Buffer) => (body += text.toString()));
        request.on("end", () => {
            const asked = new URLSearchParams(body);
            const action = asked.get("Action") ?? "";
            for (const name of ["Action", "Version"]) asked.delete(name);
            const key = give(
                /Credential=(?<key>\w+)/u.exec(request.headers.authorization ?? "")?.groups?.key ?? "",
                Object.fromEntries(asked),
            );
            response.setHeader("content-type", "text/xml");
            response.end(action === "GetCallerIdentity" ? CALLER : roleCredentials(action, key));
        });
    });
    await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
    process.env.AWS_ENDPOINT_URL_STS = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
    return async () => {
        delete process.env.AWS_ENDPOINT_URL_STS;
        server.closeAllConnections();
        await new Promise(resolve => server.close(resolve));
    };
}

const CALLER =
    '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult><Account>210987654321</Account></GetCallerIdentityResult></GetCallerIdentityResponse>';
