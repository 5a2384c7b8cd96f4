import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
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

/** Pulumi marks a secret by this key. The state has its text encrypted. */
const SECRET = "4dabf18193072939515e22adb298388d";

function toTerraform(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(toTerraform);
    if (typeof value !== "object" || value === null) return value;
    const fields = value as Readonly<Record<string, unknown>>;
    if (SECRET in fields) return toTerraform(fields.value ?? "secret");
    // The defaults are those of a later version of the provider.
    const defaults = ["__defaults", ...((fields.__defaults as string[] | undefined) ?? [])];
    const entries = Object.entries(fields).filter(([key, one]) => one !== undefined && one !== null && !defaults.includes(key));
    return Object.fromEntries(entries.map(([key, one]) => [snake(key), MAPS.includes(key) ? one : toTerraform(one)]));
}

/** A resource of the AWS provider that a program registers. */
export interface AwsResource {
    readonly type: string;
    readonly name: string;
    readonly inputs: Readonly<Record<string, unknown>>;
}

/** Returns a program of Terraform with resources, and their number. */
export function programOf(resources: readonly AwsResource[]): { program: object; count: number } {
    const resource: Record<string, Record<string, unknown>> = {};
    let count = 0;
    for (const { type: token, name: logical, inputs } of resources) {
        if (!(token in TYPES)) throw new Error(`tests/aws/terraform.ts has no Terraform type for ${token}`);
        const type = TYPES[token];
        if (type === undefined) continue;
        const name = NAMES[type] === undefined ? {} : { [NAMES[type]]: logical };
        (resource[type] ??= {})[`r_${String(count)}_${logical.replaceAll(/\W/gu, "_")}`] = {
            ...name,
            // This version of the provider has the region in its own settings alone.
            ...(toTerraform({ ...inputs, region: undefined }) as object),
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

/** A folder in which Terraform validates and plans programs with the real AWS provider. */
export class Terraform {
    private readonly folder = mkdtempSync(join(tmpdir(), "terraform-"));

    /** Prepares the folder, or skips the tests if the provider is not on this machine. */
    constructor(test: Mocha.Context) {
        const { TF_CLI_CONFIG_FILE: config } = process.env;
        if (config === undefined || !existsSync(config) || spawnSync("terraform", ["-version"]).status !== 0)
            skip(test, "needs terraform, and TF_CLI_CONFIG_FILE with a mirror of the AWS provider");
        this.write(programOf([]).program);
        expect(this.run("init")).to.contain("has been successfully initialized");
    }

    /** Checks that the provider validates resources, and plans to create all of them. */
    expectPlan(resources: readonly AwsResource[]): void {
        const { program, count } = programOf(resources);
        if (count === 0) return;
        for (const [printed, success] of [
            [this.validate(program), "The configuration is valid"],
            [this.run("plan", "-input=false"), `Plan: ${String(count)} to add, 0 to change, 0 to destroy.`],
        ] as const)
            expect(printed, printed).to.contain(success);
    }

    /** Validates a program, and returns what Terraform prints. */
    validate(program: object | string): string {
        this.write(program);
        return this.run("validate");
    }

    remove(): void {
        rmSync(this.folder, { recursive: true });
    }

    private write(program: object | string): void {
        writeFileSync(join(this.folder, "main.tf.json"), typeof program === "string" ? program : JSON.stringify(program));
    }

    private run(...args: string[]): string {
        const { stdout, stderr } = spawnSync("terraform", [...args, "-no-color"], { cwd: this.folder, encoding: "utf8" });
        return `${stdout}${stderr}`;
    }
}
