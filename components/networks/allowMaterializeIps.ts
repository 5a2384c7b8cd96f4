import type { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { MAX_PORT } from "../../common/addresses";
import {
    type ArgumentShape,
    isGiven,
    isObject,
    listProblems,
    numberProblems,
    refuseArguments,
    argumentProblems,
} from "../argumentShape";
import { perRun } from "../../sdk/perRun";
import { aws } from "../aws";
import { egressBlocks } from "./egressBlocks";
import type { NetworkArgs } from "./network";
import { NETWORK_ARGS } from "./network";
import { urnOf } from "./readiness";
import { fromBlock } from "./securityGroupRules";
import { tagsOf } from "./tags";
import { pick } from "../pick";
import { ALLOW_MATERIALIZE_IPS_TRANSFORM, type AllowMaterializeIpsTransform } from "./transforms";
import { createResource } from "../transform";
import { AllowedBlocks } from "./helperResources";

/** Arguments of {@link AllowMaterializeIps}. */
export interface AllowMaterializeIpsArgs extends NetworkArgs {
    /** The id of the security group that admits Materialize. The component adds rules, and changes nothing else in it. Changing it replaces the rules. */
    securityGroupId: pulumi.Input<string>;
    /** The TCP ports that Materialize may connect to. Adding a port adds rules. */
    ports: readonly number[];
    /** The blocks of addresses from which Materialize connects, for example `203.0.113.64/30`. Default: the egress addresses of the environment, from its catalog. */
    cidrs?: readonly string[];
    /** Adjusts the rules. */
    transform?: AllowMaterializeIpsTransform;
}

const SHAPE: ArgumentShape = {
    required: ["securityGroupId", "ports"],
    optional: [...NETWORK_ARGS, "cidrs", "transform"],
    nested: { transform: ALLOW_MATERIALIZE_IPS_TRANSFORM },
};

type Rules = Record<string, SecurityGroupIngressRule>;

/**
 * Admits the egress addresses of Materialize to a security group, with one rule for each block and port. A new block adds a rule.
 *
 * Errors at preview: the lookup of the addresses fails or returns none (set `cidrs`); another component opens the same port of the same security group.
 *
 * See https://materialize.com/docs/ingest-data/network-security/static-ips/ and
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html.
 *
 * @example
 * ```ts
 * import * as materialize from "pulumi-materialize";
 *
 * const allowed = new materialize.AllowMaterializeIps("brokers", { securityGroupId: "sg-0a1b2c3d4e5f60718", ports: [9096] });
 * export const blocks = allowed.rules.apply(rules => Object.keys(rules));
 * ```
 */
export class AllowMaterializeIps extends pulumi.ComponentResource<Rules> {
    /** The rules by block; with several ports, by block and port: `203.0.113.64/30:9096`. Their number is known after the lookup. */
    public readonly rules: pulumi.Output<Record<string, SecurityGroupIngressRule>>;
    private readonly created: Promise<Rules>;

    constructor(name: string, args: AllowMaterializeIpsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:AllowMaterializeIps", name, {}, opts);
        refuseArguments(this, problemsOf(args));
        refuseArguments(this, openedProblems({ component: this, name }, args));
        const blocks = egressBlocks(args);
        const allowed = new AllowedBlocks(
            `${name}-blocks`,
            {
                ...pick(args, ["profile"]),
                securityGroupId: args.securityGroupId,
                ports: args.ports,
                cidrs: blocks.then(({ cidrs }) => cidrs),
                failure: blocks.then(({ failure }) => failure),
                __component: { urn: urnOf(this), name },
            },
            { parent: this },
        );
        this.created = blocks.then(({ cidrs }) => this.createRules(name, args, cidrs, allowed));
        this.rules = pulumi.output(this.created);
        const ids = (rules: Rules) => Object.fromEntries(Object.entries(rules).map(([key, { id }]) => [key, id]));
        this.registerOutputs({ rules: this.created.then(ids) });
    }

    /** Resources that depend on the component wait for this promise, and then also for the rules, which are created after the lookup. */
    protected override async initialize(): Promise<Rules> {
        // The superclass calls this before the constructor has set the promise.
        await Promise.resolve();
        return this.created;
    }

    private createRules(name: string, args: AllowMaterializeIpsArgs, cidrs: readonly string[], allowed: AllowedBlocks): Rules {
        const ports = [...new Set(args.ports)];
        const pairs = [...new Set(cidrs)].flatMap(cidr => ports.map(port => ({ cidr, port })));
        const rules = pairs.map(({ cidr, port }) => {
            const rule = `${name}-${cidr}-${String(port)}`;
            const key = ports.length === 1 ? cidr : `${cidr}:${String(port)}`;
            const created = createResource(
                aws.vpc.SecurityGroupIngressRule,
                args.transform?.ingressRule,
                rule,
                {
                    ...pick(args, ["region"]),
                    securityGroupId: args.securityGroupId,
                    ...fromBlock(cidr),
                    ipProtocol: "tcp",
                    fromPort: port,
                    toPort: port,
                    description: "Materialize",
                    tags: tagsOf(args, rule),
                },
                { parent: this, dependsOn: allowed },
            );
            return [key, created] as const;
        });
        return Object.fromEntries(rules);
    }
}

/** Lists what is wrong with the arguments. */
function problemsOf(args: AllowMaterializeIpsArgs): string[] {
    const shape = argumentProblems(args, SHAPE);
    if (shape.length > 0) return shape;
    const { ports, cidrs } = args;
    const list = listProblems("ports", ports, "ports", 1);
    return [
        ...list,
        // One rule is created for each port while the program runs.
        ...(list.length > 0
            ? []
            : ports.flatMap((port, at) => numberProblems(`ports[${String(at)}]`, port, { least: 1, most: MAX_PORT }))),
        ...(isGiven(cidrs) ? listProblems("cidrs", cidrs, "blocks of addresses") : []),
    ];
}

/** A component and its name: two components with different parents may have the same name. */
interface Opener {
    readonly component: AllowMaterializeIps;
    readonly name: string;
}

/** The component that opens each port of a security group of this run. A preview does not know the group's id, but its output is the same object. */
const opened = perRun(() => new WeakMap<object, Map<number, Opener>>());

/** Reports the ports that another component opens already: AWS refuses a second rule of the same kind. Groups that are given by their id are compared by the provider. */
function openedProblems(opener: Opener, { securityGroupId, ports }: AllowMaterializeIpsArgs): string[] {
    if (!isObject(securityGroupId)) return [];
    const openers = opened().get(securityGroupId) ?? new Map<number, Opener>();
    opened().set(securityGroupId, openers);
    return ports.flatMap(port => {
        const { component, name } = openers.get(port) ?? opener;
        openers.set(port, { component, name });
        return component === opener.component
            ? []
            : [
                  `port ${String(port)} of this security group is opened to Materialize by ${name} already: leave one of the two out, and where they are for two Materialize environments, give ${name} the blocks of both as cidrs`,
              ];
    });
}
