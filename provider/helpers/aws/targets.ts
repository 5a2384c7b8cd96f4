import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { elbSdk } from "./awsSdk";
import type { Probe } from "../../session/waitUntil";

/** What a listener forwards to. */
export interface Target {
    readonly group: string;
    /** The registration in the group, which a new address replaces. */
    readonly attachment: string;
}

/** What AWS says of one target, as the load balancer sees it. */
interface Health {
    readonly state: string;
    readonly reason: string;
}

/** Why a target is not healthy, and what to do, by AWS's code. */
const REASONS: Readonly<Record<string, string>> = {
    "Target.FailedHealthChecks":
        "The load balancer does not reach it: see that the broker listens on this address and port, and that no other security group or network ACL stands between",
    "Target.Timeout":
        "The load balancer does not reach it: see that the broker listens on this address and port, and that no other security group or network ACL stands between",
    "Target.InvalidState": "Its instance does not run",
    "Target.NotInUse": "The load balancer has no zone of its own where this target is, or no listener for it",
    "Target.NotRegistered": "It is not registered with its target group any more: run `pulumi refresh`",
};

const SHOWN = 3;

/** Watches the target groups of a load balancer, by what each is for; what has been healthy once is not asked for again. */
export class Targets {
    private readonly waiting: Map<string, string>;

    constructor(
        private readonly elb: ElasticLoadBalancingV2Client,
        targets: Readonly<Record<string, Target>>,
    ) {
        this.waiting = new Map(Object.entries(targets).map(([what, { group }]) => [what, group]));
    }

    async look(): Promise<Probe> {
        const asked = [...this.waiting].map(async ([what, arn]) => ({ what, health: await this.health(arn) }));
        const unhealthy = (await Promise.all(asked)).filter(({ what, health }) => {
            if (health.state === "healthy") this.waiting.delete(what);
            return health.state !== "healthy";
        });
        const shown = unhealthy
            .slice(0, SHOWN)
            .map(({ what, health }) => `${what} is ${health.state}${inBrackets(health.reason)}`);
        const more = unhealthy.length > SHOWN ? [`${String(unhealthy.length - SHOWN)} more`] : [];
        const reason = unhealthy.map(({ health }) => REASONS[health.reason]).find(one => one !== undefined);
        return {
            ready: unhealthy.length === 0,
            state: [...shown, ...more].join(", "),
            ...(reason === undefined ? {} : { reason }),
        };
    }

    private async health(arn: string): Promise<Health> {
        const { DescribeTargetHealthCommand } = elbSdk();
        const { TargetHealthDescriptions: targets = [] } = await this.elb.send(
            new DescribeTargetHealthCommand({ TargetGroupArn: arn }),
        );
        // A target that was replaced drains beside its successor.
        const alive = targets.map(target => target.TargetHealth).filter(health => health?.State !== "draining");
        const worst = alive.find(health => health?.State !== "healthy") ?? alive[0];
        return worst === undefined
            ? { state: "not registered", reason: "Target.NotRegistered" }
            : { state: worst.State ?? "unknown", reason: worst.Reason ?? "" };
    }
}

const inBrackets = (text: string): string => (text === "" ? "" : ` (${text})`);
