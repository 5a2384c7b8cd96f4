import type { SecurityGroupIngressRule } from "@pulumi/aws/vpc/securityGroupIngressRule";
import * as pulumi from "@pulumi/pulumi";
import { aws } from "../aws";
import { egressBlocks } from "./egressBlocks";
import type { NetworkArgs } from "./network";
import { fromBlock, isGiven, listed, NETWORK_ARGS, pick, tagsOf, targetOf, urnOf } from "./parts";
import { AllowedBlocks } from "./steps";

/** Arguments of {@link AllowMaterializeIps}. */
export interface AllowMaterializeIpsArgs extends NetworkArgs {
    /** The group that admits Materialize: it gets rules of its own, and is otherwise left alone. */
    securityGroupId: pulumi.Input<string>;
    /** The ports on which Materialize is let in, by TCP. */
    ports: readonly number[];
    /** The blocks from which Materialize connects, such as `203.0.113.64/30`. Default: those that Materialize itself names. */
    cidrs?: readonly string[];
}

const OWN = ["securityGroupId", "ports", "cidrs"];

type Rules = Record<string, SecurityGroupIngressRule>;

/**
 * Lets Materialize's own addresses into a security group: one rule for each block and port. A new block is one rule more.
 *
 * Errors, at preview: Materialize cannot be asked, or names no blocks (give `cidrs`); another one on the same group and port.
 *
 * Materialize's documentation: "Static IP addresses"; AWS's: "Security group rules".
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
    /** The rules by their blocks; with several ports, by block and port: `203.0.113.64/30:9096`. Their number is not known before. */
    public readonly rules: pulumi.Output<Record<string, SecurityGroupIngressRule>>;
    declare private readonly settle: (rules: Promise<Rules>) => void;

    constructor(name: string, args: AllowMaterializeIpsArgs, opts?: pulumi.ComponentResourceOptions) {
        super("materialize:index:AllowMaterializeIps", name, {}, opts);
        const blocks = egressBlocks(args);
        const allowed = new AllowedBlocks(
            `${name}-blocks`,
            {
                ...pick(args, ["profile"]),
                ...targetOf(args, [...NETWORK_ARGS, ...OWN]),
                securityGroupId: args.securityGroupId,
                ports: args.ports,
                cidrs: blocks.then(({ cidrs }) => cidrs),
                failure: blocks.then(({ failure }) => failure),
                admittedBy: admittedBy({ component: this, name }, args),
                __component: { urn: urnOf(this), name },
            },
            { parent: this },
        );
        this.settle(blocks.then(({ cidrs }) => this.make(name, args, cidrs, allowed)));
        this.rules = pulumi.output(this.getData());
        const ids = (rules: Rules) => Object.fromEntries(Object.entries(rules).map(([key, { id }]) => [key, id]));
        this.registerOutputs({ rules: this.getData().then(ids) });
    }

    /** What depends on the component waits for this: without it, it would not see rules that are made after the look-up. */
    protected override initialize(): Promise<Rules> {
        return new Promise(resolve => Object.assign(this, { settle: resolve }));
    }

    private make(name: string, args: AllowMaterializeIpsArgs, cidrs: readonly string[], allowed: AllowedBlocks): Rules {
        const ports = [...new Set(listed(args.ports))];
        if (!isGiven(args.securityGroupId)) return {};
        const pairs = [...new Set(cidrs)].flatMap(cidr => ports.map(port => ({ cidr, port })));
        const rules = pairs.map(({ cidr, port }) => {
            const rule = `${name}-${cidr}-${String(port)}`;
            const key = ports.length === 1 ? cidr : `${cidr}:${String(port)}`;
            const made = new aws.vpc.SecurityGroupIngressRule(
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
            return [key, made] as const;
        });
        return Object.fromEntries(rules);
    }
}

/** A component, and how the program calls it: two in different places may be called the same. */
interface Opener {
    readonly component: AllowMaterializeIps;
    readonly name: string;
}

/** Which component opens which port of a group that is made in this program: in a preview its id is not known, but it is the same output. */
const opened = new WeakMap<object, Map<number, Opener>>();

/** The ports that another component has opened already, and its name. */
function admittedBy(opener: Opener, { securityGroupId, ports }: AllowMaterializeIpsArgs): Record<string, string> {
    if (typeof securityGroupId !== "object") return {};
    const own = opened.get(securityGroupId) ?? new Map<number, Opener>();
    opened.set(securityGroupId, own);
    const asked = listed(ports).map(port => {
        const holder = own.get(port) ?? opener;
        own.set(port, holder);
        return { port, holder };
    });
    const others = asked.filter(({ holder }) => holder.component !== opener.component);
    return Object.fromEntries(others.map(({ port, holder }) => [String(port), holder.name]));
}
