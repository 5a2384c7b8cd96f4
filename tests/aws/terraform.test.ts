import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { asked, COMPONENTS, inputsOf, type Request } from "../components/support";
import { useLocalMaterialize } from "../components/localMaterialize";
import { skip } from "../server";

/** The version of the provider, and the types of each resource of the components in it. It has no topics of MSK. */
const PROVIDER = { source: "hashicorp/aws", version: "5.100.0" };
const TYPES: Readonly<Record<string, string | undefined>> = {
    "aws:ec2/securityGroup:SecurityGroup": "aws_security_group",
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "aws_vpc_security_group_ingress_rule",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "aws_vpc_security_group_egress_rule",
    "aws:ec2/eip:Eip": "aws_eip",
    "aws:ec2/eipAssociation:EipAssociation": "aws_eip_association",
    "aws:ec2/instance:Instance": "aws_instance",
    "aws:ec2/vpcEndpointService:VpcEndpointService": "aws_vpc_endpoint_service",
    "aws:lb/loadBalancer:LoadBalancer": "aws_lb",
    "aws:lb/targetGroup:TargetGroup": "aws_lb_target_group",
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": "aws_lb_target_group_attachment",
    "aws:lb/listener:Listener": "aws_lb_listener",
    "aws:iam/role:Role": "aws_iam_role",
    "aws:iam/rolePolicy:RolePolicy": "aws_iam_role_policy",
    "aws:kms/key:Key": "aws_kms_key",
    "aws:secretsmanager/secret:Secret": "aws_secretsmanager_secret",
    "aws:secretsmanager/secretVersion:SecretVersion": "aws_secretsmanager_secret_version",
    "aws:secretsmanager/secretPolicy:SecretPolicy": "aws_secretsmanager_secret_policy",
    "aws:msk/configuration:Configuration": "aws_msk_configuration",
    "aws:msk/cluster:Cluster": "aws_msk_cluster",
    "aws:msk/singleScramSecretAssociation:SingleScramSecretAssociation": "aws_msk_single_scram_secret_association",
    "aws:msk/topic:Topic": undefined,
};

/** Arguments whose keys are names of the user. */
const MAPS = ["tags", "volumeTags"];
/** Arguments with another name in Terraform, whose blocks are singular. */
const RENAMED: Readonly<Record<string, string>> = { defaultActions: "default_action" };

/** The names that Pulumi gives resources whose program gives none. */
const NAMES: Readonly<Record<string, string>> = { aws_msk_configuration: "name", aws_msk_cluster: "cluster_name" };

const snake = (key: string): string => RENAMED[key] ?? key.replaceAll(/[A-Z]/gu, letter => `_${letter.toLowerCase()}`);

/** Pulumi marks a secret by this key. */
const SECRET = "4dabf18193072939515e22adb298388d";

function toTerraform(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(toTerraform);
    if (typeof value !== "object" || value === null) return value;
    const fields = value as Readonly<Record<string, unknown>>;
    if (SECRET in fields) return toTerraform(fields.value);
    const entries = Object.entries(fields).filter(([, one]) => one !== undefined && one !== null);
    return Object.fromEntries(entries.map(([key, one]) => [snake(key), MAPS.includes(key) ? one : toTerraform(one)]));
}

/** Returns a program of Terraform with the AWS resources that a component registers. */
function programOf(made: readonly Request[]): { program: object; count: number } {
    const resource: Record<string, Record<string, unknown>> = {};
    let count = 0;
    for (const request of made.filter(one => one.getType().startsWith("aws:"))) {
        expect(Object.keys(TYPES)).to.include(request.getType());
        const type = TYPES[request.getType()];
        if (type === undefined) continue;
        // This version of the provider has the region in its own settings alone.
        const inputs = { ...inputsOf(request), region: undefined };
        const name = NAMES[type] === undefined ? {} : { [NAMES[type]]: request.getName() };
        (resource[type] ??= {})[`r_${request.getName().replaceAll(/\W/gu, "_")}`] = {
            ...name,
            ...(toTerraform(inputs) as object),
        };
        count += 1;
    }
    const aws = {
        ...{ region: "us-east-1", access_key: "local", secret_key: "local" },
        ...{ skip_credentials_validation: true, skip_requesting_account_id: true, skip_metadata_api_check: true },
    };
    return {
        program: {
            terraform: { required_providers: { aws: PROVIDER } },
            provider: { aws },
            ...(count === 0 ? {} : { resource }),
        },
        count,
    };
}

describe("the real AWS provider for Terraform", function () {
    this.timeout("5m");
    useLocalMaterialize();
    let folder: string;
    let clean = (): void => undefined;

    const terraform = (...args: string[]) => {
        const { status, stdout, stderr } = spawnSync("terraform", [...args, "-no-color"], { cwd: folder, encoding: "utf8" });
        return { status, output: `${stdout}${stderr}` };
    };

    before(function () {
        const { TF_CLI_CONFIG_FILE: config } = process.env;
        if (config === undefined || !existsSync(config) || spawnSync("terraform", ["-version"]).status !== 0)
            skip(this, "needs terraform, and TF_CLI_CONFIG_FILE with a mirror of the AWS provider");
        folder = mkdtempSync(join(tmpdir(), "terraform-"));
        clean = () => {
            rmSync(folder, { recursive: true });
        };
        writeFileSync(join(folder, "main.tf.json"), JSON.stringify(programOf([]).program));
        expect(terraform("init").output).to.contain("has been successfully initialized");
    });
    after(() => {
        clean();
    });

    for (const [name, component] of Object.entries(COMPONENTS)) {
        it(`the provider validates and plans the AWS resources of ${name}`, async function () {
            const { program, count } = programOf((await asked(component, ["orders"])).made);
            if (count === 0) return;
            writeFileSync(join(folder, "main.tf.json"), JSON.stringify(program));
            const [valid, plan] = [terraform("validate").output, terraform("plan", "-input=false").output];
            expect(valid, valid).to.contain("The configuration is valid");
            expect(plan, plan).to.contain(`Plan: ${String(count)} to add, 0 to change, 0 to destroy.`);
        });
    }

    it("the provider refuses what AWS would refuse", async () => {
        const [listener] = (
            await asked({ make: (name, opts) => COMPONENTS.PrivateLinkNetwork?.make(name, opts) }, ["orders"])
        ).made.filter(one => one.getType().endsWith(":Listener"));
        const { program } = programOf(listener === undefined ? [] : [listener]);
        writeFileSync(join(folder, "main.tf.json"), JSON.stringify(program).replace('"TCP"', '"SSH"'));
        expect(terraform("validate").output).to.contain("expected protocol to be one of");
    });
});
