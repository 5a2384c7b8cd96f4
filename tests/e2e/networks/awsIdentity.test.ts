import { expect } from "chai";
import { DEFAULT_WORLD } from "../../aws";
import { readWorldFile } from "../../aws/world/worldFile";
import { expectFailure, JoinedStack, ok } from "./support";

/** An existing cluster, read with an explicit AWS provider with some arguments. */
const PROGRAM = `
const aws = require("@pulumi/aws");
const provider = new aws.Provider("explicit", { region: "us-east-1", ...config.requireObject("provider") });
new materialize.MskIngestion("orders", {
    mskClusterArn: config.require("cluster"), brokerCount: Number(config.require("brokers")), auth: { iam: {} },
    network: { privateLink: {} },
}, { provider });`;

describe("the identity of AWS calls with the engine", function () {
    this.timeout("10m");
    let joined: JoinedStack;

    before(async () => {
        const file = readWorldFile(DEFAULT_WORLD);
        const [cluster] = (file.mskClusters ?? []).filter(({ authentication }) => authentication.includes("iam"));
        if (cluster === undefined) throw new Error("the world has no MSK cluster with IAM");
        joined = await JoinedStack.start("identity", PROGRAM, { world: file });
        await joined.stack.configure({
            "identity:cluster": `arn:aws:kafka:us-east-1:210987654321:cluster/${cluster.name}/${cluster.uuid}`,
            "identity:brokers": String(cluster.brokers.length),
        });
    });
    after(() => joined.close());

    const previewWith = async (provider: object) => {
        await joined.setArguments({ provider });
        return joined.stack.preview();
    };

    it("A preview with an explicit provider that leaves out credentials asks AWS as the environment, not as the configuration", async () => {
        await joined.stack.configure({ "aws:profile": "missing" });
        ok(await previewWith({}));
    });

    it("A preview with the profile of an explicit provider asks AWS with it", async () => {
        expect(expectFailure(await previewWith({ profile: "missing" }))).to.match(/profile.*missing|missing.*profile/iu);
    });

    it("A preview refuses an explicit provider whose identity the calls could not have", async () => {
        expect(expectFailure(await previewWith({ httpsProxy: "http://127.0.0.1:1" }))).to.contain(
            "httpsProxy of the AWS provider that is given cannot be used for the AWS calls of this package",
        );
    });
});
