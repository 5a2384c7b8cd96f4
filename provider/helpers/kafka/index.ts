import type { HelperKind } from "../helperKind";
import { kafkaAcl } from "./acl";
import { kafkaTopic } from "./topic";

/** The helper resources that call brokers over the Kafka protocol. */
export const kafkaHelpers: readonly HelperKind[] = [kafkaTopic, kafkaAcl];
