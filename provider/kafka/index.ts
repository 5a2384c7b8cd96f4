import type { Step } from "../steps/step";
import { kafkaAcl } from "./acl";
import { kafkaTopic } from "./topic";

/** What is made over the Kafka protocol. */
export const kafkaSteps: readonly Step[] = [kafkaTopic, kafkaAcl];
