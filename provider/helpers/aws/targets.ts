import type { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { elbSdk } from "./awsSdk";
import type { Probe } from "../../session/waitUntil";

/** A target of a listener. */
export interface Target {
    readonly group: string;
    /** The id of the registration in the target group. A new address replaces the registration. */
    readonly attachment: string;
}

/** The health of one target. */
interface Health {
    readonly state: string;
    readonly reason: string;
}

/** The likely reasons why a target is not healthy, by AWS's reason code. */
const REASONS: Readonly<Record<string, string>> = {
    "Target.FailedHealthChecks":
        "The load balancer does not reach it: check that the broker listens on this address and port, and that no other security group or network ACL is in between",
    "Target.Timeout":
        "The load balancer does not reach it: check that the broker listens on this address and port, and that no other security group or network ACL is in between",
    "Target.InvalidState": "Its instance does not run",
    "Target.NotInUse": "The load balancer has no zone of its own where this target is, or no listener for it",
    "Target.NotRegistered": "It is not registered with its target group: run `pulumi refresh`",
};

const SHOWN = 3;

/** Checks the target groups of a load balancer. A target that was healthy once is not checked again. */
export class TargetHealth {
    private readonly waiting: Map<string, string>;

    constructor(
        private readonly elb: ElasticLoadBalancingV2Client,
        targets: Readonly<Record<string, Target>>,
    ) {
        this.waiting = new Map(Object.entries(targets).map(([what, { group }]) => [what, group]));
    }

    async check(): Promise<Probe> {
        const checks = [...this.waiting].map(async ([what, arn]) => ({ what, health: await this.health(arn) }));
        const unhealthy = (await Promise.all(checks)).filter(({ what, health }) => {
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
        // A replaced target drains while its successor is registered.
        const alive = targets.map(target => target.TargetHealth).filter(health => health?.State !== "draining");
        const worst = alive.find(health => health?.State !== "healthy") ?? alive[0];
        return worst === undefined
            ? { state: "not registered", reason: "Target.NotRegistered" }
            : { state: worst.State ?? "unknown", reason: worst.Reason ?? "" };
    }
}

const inBrackets = (text: string): string => (text === "" ? "" : ` (${text})`);
