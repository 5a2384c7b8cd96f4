import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { formatted } from "../../scripts/page";
import { only, run } from "../components/networks/support";
import { asked, COMPONENTS } from "../components/support";
import { ALLOWED_TO_ALL, HELPER_ACTIONS, LOOKUP_ACTIONS, RESOURCE_ACTIONS, unlistedCalls } from "./awsPermissions";

const ROOT = join(__dirname, "../..");
const PAGE = join(ROOT, "docs/aws-permissions.md");

/** The components that call AWS, with the arguments that call what the usual ones do not. A target calls what its network calls, too. */
const VARIANTS: Readonly<Record<string, readonly object[]>> = {
    PrivateLinkNetwork: [{}, { brokers: [{ id: 1, host: "kafka-1", port: 9096, instanceId: "i-1", subnetId: "subnet-a" }] }],
    SshBastionNetwork: [{}],
    AllowMaterializeIps: [{}],
    MskIngestion: [
        { network: { sshTunnel: { host: "bastion.example.com", user: "materialize" } } },
        { network: { allowMaterializeIps: { cidrs: ["203.0.113.64/30"], publicAccess: true } } },
    ],
    MskPublicCluster: [{}],
    ...Object.fromEntries(
        [
            ["PostgresIngestion", "shop", { name: "shop" }] as const,
            ["MySqlIngestion", "shop-mysql", {}] as const,
            ["SqlServerIngestion", "shop-sqlserver", { name: "shop" }] as const,
        ].map(([component, identifier, named]) => [
            component,
            ["instance", "cluster"].map(kind => ({
                database: { rds: { [kind]: identifier, ...named } },
                network: { sshTunnel: { host: "bastion.example.com", user: "materialize" } },
            })),
        ]),
    ),
};

const INTRODUCTION = `<!-- Written by tests/docs/awsPermissions.test.ts: npm run docs:permissions. -->

# AWS permissions

This page lists the IAM actions that each component needs of the identity that runs Pulumi, for creating, updating and deleting its AWS resources and for the
[calls of its helper resources](networks.md#give-credentials-for-aws). A target also needs those of its network. Limit \`Resource\` as your account
requires. In IAM, \`iam:CreateServiceLinkedRole\` is for the first load balancer or MSK cluster of an account, \`vpce:AllowMultiRegion\` for \`materializeRegion\`, and
\`ec2:AcceptVpcEndpointConnections\` for \`acceptanceRequired\`. \`sts:AssumeRole\` is needed for roles of the AWS provider. Actions of \`kafka-cluster\` are for topics and ACLs of Amazon MSK.`;

const ROLE = `## Role of MskIngestion

Materialize reads as this role, which \`MskIngestion\` creates with \`auth.iam\` or \`schemaRegistry.glue\`. With another \`auth\`, its policy has only the actions of \`glue\`;
without \`schemaRegistry.glue\`, only those of \`kafka-cluster\`. This is the policy for a source of the topic \`events\` and the registry \`shop\`. AWS Glue allows the schema of a message, which has only an id, for all resources or none.`;

/** Returns the policy of the role that an ingestion creates. */
async function roleSection(): Promise<string> {
    const { made } = await run(() =>
        COMPONENTS.MskIngestion?.make("orders", {}, { schemaRegistry: { glue: { registry: "shop" } } }),
    );
    const policy = JSON.parse(String(only(made, "RolePolicy").policy)) as object;
    return `${ROLE}\n\n\`\`\`json\n${JSON.stringify(policy, undefined, 4)}\n\`\`\``;
}

/** Returns the actions of a call; throws if the list has none. */
function actionsOf(list: Readonly<Record<string, readonly string[]>>, call: string): readonly string[] {
    const actions = list[call];
    if (actions === undefined) throw new Error(`tests/docs/awsPermissions.ts lacks the actions of ${call}`);
    return actions;
}

/** Returns what a component creates and looks up in AWS, and its helper resources. */
async function callsOf(name: string): Promise<{ resources: string[]; lookups: string[]; helpers: string[] }> {
    const component = COMPONENTS[name];
    if (component === undefined) throw new Error(`there is no component ${name}`);
    const found = { resources: [] as string[], lookups: [] as string[], helpers: [] as string[] };
    for (const more of VARIANTS[name] ?? []) {
        const { made, looked } = await asked(component, ["orders"], { more });
        const types = made.map(one => one.getType());
        found.resources.push(...types.filter(type => type.startsWith("aws:")));
        found.helpers.push(...types.flatMap(type => type.split(":").at(-1) ?? []).filter(kind => kind in HELPER_ACTIONS));
        found.lookups.push(...looked.map(({ token }) => String(token)).filter(token => token.startsWith("aws:")));
    }
    return found;
}

async function sectionOf(name: string): Promise<string> {
    const { resources, lookups, helpers } = await callsOf(name);
    const actions = [
        ...resources.flatMap(type => actionsOf(RESOURCE_ACTIONS, type)),
        ...lookups.flatMap(token => actionsOf(LOOKUP_ACTIONS, token)),
        ...helpers.flatMap(kind => actionsOf(HELPER_ACTIONS, kind)),
    ];
    const statement = { Effect: "Allow", Action: [...new Set(actions)].sort(), Resource: "*" };
    return `## ${name}\n\n\`\`\`json\n${JSON.stringify(statement, undefined, 4)}\n\`\`\``;
}

describe("docs/aws-permissions.md", function () {
    this.timeout("60s");

    it("docs/aws-permissions.md lists the IAM actions of all that the components create and call", async () => {
        const sections: string[] = [];
        for (const name of Object.keys(VARIANTS)) sections.push(await sectionOf(name));
        const page = await formatted(PAGE, [INTRODUCTION, ...sections, await roleSection()]);
        if (process.env.WRITE_PERMISSIONS === "1") writeFileSync(PAGE, page);
        expect(readFileSync(PAGE, "utf8"), "run npm run docs:permissions").to.equal(page);
    });

    it("the list of IAM actions has no resource, lookup or helper resource that no component uses", async () => {
        const all: string[] = [];
        for (const name of Object.keys(VARIANTS)) all.push(...Object.values(await callsOf(name)).flat());
        const listed = [RESOURCE_ACTIONS, LOOKUP_ACTIONS, HELPER_ACTIONS].flatMap(list => Object.keys(list));
        expect([...new Set(all)]).to.have.members(listed);
    });

    it("calls that the list of IAM actions lacks are found in the log of the local AWS", () => {
        const child = "urn:pulumi:test::test::materialize:index:SshBastionNetwork$aws:ec2/eip:Eip::orders";
        const entry = (from: "plugin" | "sdk", call: string, on = "") => ({ from, call, on, region: "us-east-1", start: 0 });
        const ofMsk = (operation: string) => ({ ...entry("sdk", `kafka GET /v1/clusters/${operation}`), operation });
        const unlisted = [
            entry("plugin", "create aws:s3/bucket:Bucket", child),
            entry("sdk", "ec2 DescribeVpcs"),
            ofMsk("ListScramSecrets"),
        ];
        const listed = [
            entry("plugin", "create aws:ec2/eip:Eip", child),
            entry("plugin", "create aws:s3/bucket:Bucket", "urn:pulumi:test::test::aws:s3/bucket:Bucket::users"),
            entry("sdk", "elasticloadbalancing DescribeTargetHealth"),
            ofMsk("ListNodes"),
        ];
        expect(unlistedCalls([...unlisted, ...listed])).to.deep.equal(unlisted.map(({ call }) => call));
    });

    it("the list of IAM actions has each operation that the provider calls with the AWS SDK, and no other", () => {
        const folder = join(ROOT, "provider/helpers/aws");
        const sources = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter(file => file.endsWith(".ts"));
        const called = sources
            .flatMap(file => [...readFileSync(join(folder, file), "utf8").matchAll(/\bnew (\w+)Command\(|\bpaginate(\w+)\(/gu)])
            .map(([, command, paginator]) => command ?? paginator);
        const listed = [...Object.values(HELPER_ACTIONS), ALLOWED_TO_ALL]
            .flat()
            .filter(action => !action.startsWith("kafka-cluster:"));
        expect([...new Set(called)]).to.have.members([...new Set(listed.map(action => action.replace(/^.*:/u, "")))]);
    });
});
