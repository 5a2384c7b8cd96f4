import type * as Ec2 from "@aws-sdk/client-ec2";
import type * as Elb from "@aws-sdk/client-elastic-load-balancing-v2";
import type * as Kafka from "@aws-sdk/client-kafka";
import type * as Sts from "@aws-sdk/client-sts";

// The engine would show the SDK's warning about old versions of Node at each run; which version it runs on is not the program's choice.
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED ??= "true";

/** AWS's SDK, each part loaded when it is first used. With `import()`, Node would read through its megabytes once more, for their exports. */
export const sdk = {
    get ec2(): typeof Ec2 {
        return require("@aws-sdk/client-ec2") as typeof Ec2;
    },
    get elb(): typeof Elb {
        return require("@aws-sdk/client-elastic-load-balancing-v2") as typeof Elb;
    },
    get kafka(): typeof Kafka {
        return require("@aws-sdk/client-kafka") as typeof Kafka;
    },
    get sts(): typeof Sts {
        return require("@aws-sdk/client-sts") as typeof Sts;
    },
};

/** Long enough for the answer to what runs now to be sent. */
const SOON_MS = 20;

/** Loads what waits and permissions need: a third of a second, in which AWS makes what they will look at. */
export function loadSoon(): void {
    setTimeout(() => [sdk.ec2, sdk.elb], SOON_MS).unref();
}
