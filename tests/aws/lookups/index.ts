import { ACCOUNT } from "./account";
import { EC2 } from "./ec2";
import { IAM } from "./iam";
import type { Lookup } from "./lookup";
import { MSK } from "./msk";
import { RDS } from "./rds";
import { ROUTE_TABLES } from "./routeTables";

/** All lookups that the local AWS answers, by token. */
export const LOOKUPS: Readonly<Record<string, Lookup>> = { ...ACCOUNT, ...EC2, ...IAM, ...MSK, ...RDS, ...ROUTE_TABLES };
