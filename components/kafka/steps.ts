import type * as pulumi from "@pulumi/pulumi";
import { ProviderResource } from "../../sdk";
import { type KafkaAccess, secretive } from "./access";
import type { AclSpec } from "./commands";
import type { TopicSpec } from "./topicSpec";

// What is made over the Kafka protocol: each is a row of the provider's table of steps, which says what it does.

/** Who calls AWS, for `AWS_MSK_IAM`; and the profile of the stack's settings. */
interface Particulars {
    readonly __aws?: object;
    readonly profile?: string;
}

/** A topic. */
export class KafkaTopic extends ProviderResource {
    /** The topic's name: whoever refers to it waits until it is there. */
    declare public readonly name: pulumi.Output<string>;
    declare public readonly partitions: pulumi.Output<number>;

    constructor(
        name: string,
        { access, topic, ...args }: { access: KafkaAccess; topic: TopicSpec } & Particulars,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("KafkaTopic", name, { ...secretive(access), ...topic, ...args }, opts);
    }
}

/** ACLs of one principal on one topic, group, or the cluster. */
export class KafkaAcl extends ProviderResource {
    declare public readonly principal: pulumi.Output<string>;

    constructor(
        name: string,
        { access, acl, ...args }: { access: KafkaAccess; acl: AclSpec } & Particulars,
        opts: pulumi.CustomResourceOptions,
    ) {
        super("KafkaAcl", name, { ...secretive(access), ...acl, ...args }, opts);
    }
}
