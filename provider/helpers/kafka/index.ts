import type { HelperKind } from "../helperKind";
import { kafkaAcl } from "./acl";
import { kafkaTopic } from "./topic";

/** What is made over the Kafka protocol. */
export const kafkaHelpers: readonly HelperKind[] = [kafkaTopic, kafkaAcl];
