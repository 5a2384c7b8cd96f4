/* eslint-disable @typescript-eslint/ban-ts-comment, tsdoc/syntax -- the package is optional: without it the types below are `any`, and no error */
/** @ts-ignore */
import type { ApiKeyArgs, KafkaAclArgs, KafkaTopicArgs, RoleBindingArgs, ServiceAccountArgs } from "@pulumi/confluentcloud";
/* eslint-enable @typescript-eslint/ban-ts-comment, tsdoc/syntax */
import { RESOURCE, type Transform, transformShape } from "../transform";
import { MANAGED_INGESTION, type ManagedIngestionTransform } from "./transforms";

/** Adjusts the resources that a {@link ConfluentCloudIngestion} creates. */
export interface ConfluentCloudIngestionTransform extends ManagedIngestionTransform {
    /** The service accounts of `auth.provision`. See https://www.pulumi.com/registry/packages/confluentcloud/api-docs/serviceaccount/. */
    serviceAccount?: Transform<ServiceAccountArgs>;
    /** The API keys of the service accounts. See https://www.pulumi.com/registry/packages/confluentcloud/api-docs/apikey/. */
    apiKey?: Transform<ApiKeyArgs>;
    /** The role binding of the service account that creates ACLs; with `isPrivate`, each role binding by which sources read. See https://www.pulumi.com/registry/packages/confluentcloud/api-docs/rolebinding/. */
    roleBinding?: Transform<RoleBindingArgs>;
    /** Each ACL by which sources read. See https://www.pulumi.com/registry/packages/confluentcloud/api-docs/kafkaacl/. */
    acl?: Transform<KafkaAclArgs>;
    /** Each topic that Confluent Cloud creates with `auth.provision`. See https://www.pulumi.com/registry/packages/confluentcloud/api-docs/kafkatopic/. */
    topic?: Transform<KafkaTopicArgs>;
}

/**
 * The entries of {@link ConfluentCloudIngestionTransform}.
 *
 * @internal
 */
export const CONFLUENT_CLOUD_TRANSFORM = transformShape<ConfluentCloudIngestionTransform>({
    ...MANAGED_INGESTION,
    serviceAccount: RESOURCE,
    apiKey: RESOURCE,
    roleBinding: RESOURCE,
    acl: RESOURCE,
    topic: RESOURCE,
});
