import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { KafkaClient } from "@aws-sdk/client-kafka";
import { expect } from "chai";
import { identityOf, identityOptions } from "../../../../provider/helpers/aws/credentials";
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
        expect(identityOf(config({ "aws:profile": "team" }), { hasKeys: false })).to.deep.equal({ profile: "team", roles: [] });
    });

    it("the identity refuses roles that are not a list", () => {
        expect(() => identityOf(config({ "aws:assumeRoles": "{" }), undefined)).to.throw(
            /aws:assumeRoles is not a list of roles/u,
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
            const options = identityOptions({ profile: "team", roles: [ROLE] }, "us-east-1");
            const { credentials } = new KafkaClient({ region: "us-east-1", ...options }).config;
            expect(await credentials()).to.include({ accessKeyId: "ROLE" });
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
            const { credentials } = new KafkaClient({ region: "us-east-1", ...identityOptions(identity, "us-east-1") }).config;
            expect(await credentials()).to.deep.include({ accessKeyId: "ROLE2", sessionToken: "token of ROLE2" });
        } finally {
            await close();
        }
        expect(asked.map(({ as }) => as)).to.deep.equal(["AKIA", "ROLE1"]);
        expect(asked.map(({ request }) => request)).to.deep.equal([
            { RoleArn: ROLE.roleArn, RoleSessionName: "pulumi-materialize", ExternalId: "x" },
            { RoleArn: "arn:aws:iam::310987654321:role/kafka", RoleSessionName: "kafka", DurationSeconds: "5400" },
        ]);
    });
});

/** Stands where AWS gives credentials of roles: told who asks, and for what, `give` says the new key. */
async function startSts(give: (as: string, request: Record<string, string>) => string): Promise<() => Promise<void>> {
    const server = createServer((request, response) => {
        let body = "";
        request.on("data", (text: Buffer) => (body += text.toString()));
        request.on("end", () => {
            const asked = new URLSearchParams(body);
            for (const name of ["Action", "Version"]) asked.delete(name);
            const key = give(
                /Credential=(?<key>\w+)/u.exec(request.headers.authorization ?? "")?.groups?.key ?? "",
                Object.fromEntries(asked),
            );
            response.setHeader("content-type", "text/xml");
            response.end(roleCredentials("AssumeRole", key));
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
