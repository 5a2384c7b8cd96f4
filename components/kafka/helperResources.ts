import type * as pulumi from "@pulumi/pulumi";
import { HelperResource } from "../../sdk/helperResource";
import { type KafkaAccess, withSecrets } from "./access";
import type { AclSpec } from "./commands";
import type { TopicSpec } from "./topicSpec";

// Helper resources that the provider creates over the Kafka protocol.

/** The AWS provider of the program, for `AWS_MSK_IAM`, and the profile of connection settings. */
interface Particulars {
    readonly __aws?: object;
    readonly profile?: string;
}

/** A topic. */
export class KafkaTopic extends HelperResource {
    /** The name of the topic. Resources that refer to it wait until the topic exists. */
    declare public readonly name: pulumi.Output<string>;
    declare public readonly partitions: pulumi.Output<number>;

    constructor(
        name: string,
        { access, topic, ...args }: { access: KafkaAccess; topic: TopicSpec } & Particulars,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("KafkaTopic", name, { ...withSecrets(access), ...topic, ...args }, opts);
    }
}

/** ACLs of one principal on one topic, group, or the cluster. */
export class KafkaAcl extends HelperResource {
    declare public readonly principal: pulumi.Output<string>;

    constructor(
        name: string,
        { access, acl, ...args }: { access: KafkaAccess; acl: AclSpec } & Particulars,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("KafkaAcl", name, { ...withSecrets(access), ...acl, ...args }, opts);
    }
}
