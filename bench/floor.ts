import { Stack, type StateResource } from "../tests/e2e/support/stack";
import { CHANGE } from "./operations";

/** A resource that does nothing, in the place of one of ours. */
interface Part {
    readonly kind: "aws" | "component" | "dynamic";
    readonly parent: number | undefined;
    readonly dependsOn: readonly number[];
}

/** How many resources a program has, and how many of them wait for each other at most. */
export interface Shape {
    readonly aws: number;
    readonly dynamic: number;
    readonly components: number;
    readonly depth: number;
}

/** The dynamic one's provider is as short as ours, so that neither program serializes a function. Nothing of this package is loaded. */
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
    component: (name, value, opts) => new pulumi.ComponentResource("floor:index:Component", name, {}, opts),
    dynamic: (name, value, opts) => new pulumi.CustomResource("pulumi-nodejs:dynamic/floor:Resource", name, { value, __provider: provider }, opts),
};
const made = [];
for (const [at, { kind, parent, dependsOn }] of require("./parts.json").entries()) {
    const value = at === 0 && changed !== undefined ? changed : "value";
    made.push(KINDS[kind]("part-" + at, value, { parent: made[parent], dependsOn: dependsOn.map(other => made[other]) }));
}`;

/** The engine with as many trivial resources as a state has, which depend on each other as they do. */
export function floorOf(state: readonly StateResource[]): { stack: Stack; shape: Shape } {
    const parts = partsOf(state);
    const stack = new Stack("floor").write("index.js", PROGRAM).write("parts.json", JSON.stringify(parts));
    return { stack, shape: shapeOf(parts) };
}

function partsOf(state: readonly StateResource[]): Part[] {
    const kept = state.filter(({ type }) => !type.startsWith("pulumi:"));
    const places = new Map(kept.map(({ urn }, at) => [urn, at]));
    return kept.map(({ type, parent = "", dependencies = [] }) => ({
        kind: kindOf(type),
        parent: places.get(parent),
        dependsOn: dependencies.flatMap(urn => places.get(urn) ?? []),
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
