import { AwsError } from "../errors";
import { type Lookup, asText } from "./lookup";

export const ACCOUNT: Readonly<Record<string, Lookup>> = {
    "aws:index/getCallerIdentity:getCallerIdentity": ({ world }) => {
        const arn = `arn:aws:iam::${world.account}:user/local`;
        return { id: world.account, accountId: world.account, arn, userId: "AIDALOCAL" };
    },
    "aws:index/getRegion:getRegion": ({ region }, args) => {
        const name = typeof args.name === "string" ? args.name : region;
        return { id: name, name, region: name, endpoint: `ec2.${name}.amazonaws.com`, description: name };
    },
    "aws:index/getPartition:getPartition": () => {
        return { id: "aws", partition: "aws", dnsSuffix: "amazonaws.com", reverseDnsPrefix: "com.amazonaws" };
    },
    "aws:ssm/getParameter:getParameter": ({ world, region }, args) => {
        const parameter = world.all("parameter", ({ name }) => name === args.name)[0];
        if (!parameter) throw new AwsError("ParameterNotFound", "");
        const { name, value } = parameter.props;
        const arn = world.arn("ssm", region, `parameter${asText(name)}`);
        return { ...args, id: name, arn, name, type: "String", value, insecureValue: value, version: 1 };
    },
};
