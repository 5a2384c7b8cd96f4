import { describeExample } from "./program";

describeExample({ language: "yaml", file: "Pulumi.yaml", host: "pulumi-language-yaml" });
