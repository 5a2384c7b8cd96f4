import { Stack, type StateResource } from "../tests/e2e/support/stack";
import { CHANGE } from "./operations";

/** A trivial resource that stands for one resource of the measured program. */
interface Part {
    readonly kind: "aws" | "component" | "dynamic";
    readonly parent: number | undefined;
    readonly dependsOn: readonly number[];
}

/** The number of resources of a program by their kind, and the length of the longest chain of dependencies. */
export interface Shape {
    readonly aws: number;
    readonly dynamic: number;
    readonly components: number;
    readonly depth: number;
}

/** The text of the dynamic provider is as short as that of the package, so that neither program serializes a function. The program does not load the package. */
const PROGRAM = `
const pulumi = require("@pulumi/pulumi");
const changed = process.env.${CHANGE};
const provider = \`exports.handler = () => ({
    create: async inputs => ({ id: "it", outs: inputs }),
    diff: async (id, olds, news) => ({ changes: olds.value !== news.value }),
    update: async (id, olds, news) => ({ outs: news }),
});\`;
const KINDS = {
    aws: (name, value, opts) => new (require("@pulumi/aws/ec2/securityGroup").SecurityGroup)(name, { vpcId: "vpc-main", tags: { value } }, opts),
    component: (name, value, opts) => new pulumi.ComponentResource("baseline:index:Component", name, {}, opts),
    dynamic: (name, value, opts) => new pulumi.CustomResource("pulumi-nodejs:dynamic/baseline:Resource", name, { value, __provider: provider }, opts),
};
const resources = [];
for (const [at, { kind, parent, dependsOn }] of require("./parts.json").entries()) {
    const value = at === 0 && changed !== undefined ? changed : "value";
    resources.push(KINDS[kind]("part-" + at, value, { parent: resources[parent], dependsOn: dependsOn.map(other => resources[other]) }));
}`;

/** Returns a stack with one trivial resource for each resource of the state, with the same parents and dependencies. */
export function baselineFor(state: readonly StateResource[]): { stack: Stack; shape: Shape } {
    const parts = partsOf(state);
    const stack = new Stack("baseline").write("index.js", PROGRAM).write("parts.json", JSON.stringify(parts));
    return { stack, shape: shapeOf(parts) };
}

function partsOf(state: readonly StateResource[]): Part[] {
    const kept = state.filter(({ type }) => !type.startsWith("pulumi:"));
    const positions = new Map(kept.map(({ urn }, at) => [urn, at]));
    return kept.map(({ type, parent = "", dependencies = [] }) => ({
        kind: kindOf(type),
        parent: positions.get(parent),
        dependsOn: dependencies.flatMap(urn => positions.get(urn) ?? []),
    }));
}

const kindOf = (type: string): Part["kind"] => {
    if (type.startsWith("aws:")) return "aws";
    return type.startsWith("pulumi-nodejs:") ? "dynamic" : "component";
};

function shapeOf(parts: readonly Part[]): Shape {
    const depths: number[] = [];
    for (const { dependsOn } of parts) depths.push(1 + Math.max(0, ...dependsOn.map(at => depths[at] ?? 0)));
    const count = (kind: Part["kind"]): number => parts.filter(part => part.kind === kind).length;
    return { aws: count("aws"), dynamic: count("dynamic"), components: count("component"), depth: Math.max(0, ...depths) };
}
