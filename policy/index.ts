import { PolicyPack } from "@pulumi/policy";
import { noOpenBastion } from "./rules/bastion";
import { noPlaintext } from "./rules/plaintext";
import { noClearText } from "./rules/clearText";
import { ownersSet } from "./rules/owners";
import { noPlainSecrets } from "./rules/secrets";
import { validated } from "./rules/validated";

new PolicyPack("pulumi-materialize", {
    enforcementLevel: "mandatory",
    policies: [noPlaintext, noPlainSecrets, noClearText, validated, noOpenBastion, ownersSet],
});
