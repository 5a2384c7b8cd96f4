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
        "The load balancer does not reach it: check that it listens on this address and port, and that no other security group or network ACL is in between",
    "Target.Timeout":
        "The load balancer does not reach it: check that it listens on this address and port, and that no other security group or network ACL is in between",
    "Target.InvalidState": "Its instance does not run",
    "Target.NotInUse": "The load balancer has no zone of its own where this target is, or no listener for it",
    "Target.NotRegistered": "It is not registered with its target group: run `pulumi refresh`",
};

const SHOWN = 3;

/** The number of calls at a time. AWS answers one target group per call, 40 calls at once, and then 10 a second. */
const CALLS = 10;

/** Checks the target groups of a load balancer, a few at a time. A target that was healthy once is not checked again. */
export class TargetHealth {
    /** The targets that were not healthy yet. Those that were checked last are at the end. */
    private readonly queue: string[];
    private readonly unhealthy = new Map<string, Health>();

    constructor(
        private readonly elb: ElasticLoadBalancingV2Client,
        private readonly targets: Readonly<Record<string, Target>>,
    ) {
        this.queue = Object.keys(targets);
    }

    /** Checks the next targets, and if they are all healthy those after them. */
    async check(): Promise<Probe> {
        while (this.queue.length > 0) if (!(await this.checkNext())) return this.state();
        return { ready: true, state: "" };
    }

    /** Returns whether the next targets are healthy. Answers before an error of AWS count. */
    private async checkNext(): Promise<boolean> {
        const next = this.queue.splice(0, CALLS);
        const answers = await Promise.allSettled(next.map(what => this.isHealthy(what)));
        this.queue.push(...next.filter((_, at) => answers[at]?.status === "rejected" || this.unhealthy.has(next[at] ?? "")));
        const failed = answers.find(answer => answer.status === "rejected");
        if (failed !== undefined) throw failed.reason;
        return answers.every(answer => answer.status === "fulfilled" && answer.value);
    }

    private async isHealthy(what: string): Promise<boolean> {
        const health = await this.health(this.targets[what]?.group ?? "");
        if (health.state === "healthy") this.unhealthy.delete(what);
        else this.unhealthy.set(what, health);
        return health.state === "healthy";
    }

    private state(): Probe {
        const shown = [...this.unhealthy]
            .slice(0, SHOWN)
            .map(([what, { state, reason }]) => `${what} is ${state}${inBrackets(reason)}`);
        const more = this.queue.length > shown.length ? [`${String(this.queue.length - shown.length)} more`] : [];
        const reason = [...this.unhealthy.values()].map(health => REASONS[health.reason]).find(one => one !== undefined);
        return { ready: false, state: [...shown, ...more].join(", "), ...(reason === undefined ? {} : { reason }) };
    }

    private async health(arn: string): Promise<Health> {
        const { DescribeTargetHealthCommand } = elbSdk();
        const { TargetHealthDescriptions: targets = [] } = await this.elb.send(
            new DescribeTargetHealthCommand({ TargetGroupArn: arn }),
        );
        // A replaced target drains while the new one is registered.
        const alive = targets.map(target => target.TargetHealth).filter(health => health?.State !== "draining");
        const worst = alive.find(health => health?.State !== "healthy") ?? alive[0];
        return worst === undefined
            ? { state: "not registered", reason: "Target.NotRegistered" }
            : { state: worst.State ?? "unknown", reason: worst.Reason ?? "" };
    }
}

const inBrackets = (text: string): string => (text === "" ? "" : ` (${text})`);
