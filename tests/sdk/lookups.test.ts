import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import * as materialize from "../../sdk";

/** Runs a program without an engine, and returns the servers of lookups that each resource passes to the provider. */
async function passedOn(host: string, program: () => void): Promise<Record<string, unknown>> {
    const passed: Record<string, unknown> = {};
    await pulumi.runtime.setMocks({
        newResource: ({ name, inputs }) => {
            passed[name] = (inputs as { __lookups?: unknown }).__lookups;
            return { id: name, state: inputs as object };
        },
        call: ({ inputs }) => inputs as object,
    });
    const port = "1";
    pulumi.runtime.setAllConfig({ "materialize:host": host, "materialize:port": port, "materialize:connectWithin": "0" });
    program();
    await pulumi.runtime.disconnect();
    return passed;
}

/** Makes a lookup, which fails, since no server listens there. */
const lookUp = (profile?: string): void =>
    void materialize.getSecret({ name: "x", ...(profile === undefined ? {} : { profile }) }).catch(() => undefined);

const HERE = { host: "localhost", port: 1, user: "materialize" };

describe("lookups with the option provider", () => {
    it("refuse a provider of another package, and a profile", async () => {
        class Other extends pulumi.ProviderResource {}
        const refusals: Promise<string>[] = [];
        await passedOn("localhost", () => {
            const own = new materialize.Provider("eu", { host: "h" });
            for (const [args, provider] of [
                [{}, new Other("aws", "aws")],
                [{ profile: "us" }, own],
            ] as const)
                refusals.push(materialize.getClusters(args, { provider }).then(() => "none", String));
        });
        expect(await Promise.all(refusals)).to.deep.equal([
            "Error: getClusters: the option provider takes a Provider of this package",
            "Error: getClusters: profile and a provider cannot be used together: the provider selects the environment",
        ]);
    });
});

describe("the servers of lookups", () => {
    it("the next resource passes on which server the lookups asked, once", async () => {
        const passed = await passedOn("localhost", () => {
            new materialize.Schema("before", {});
            lookUp();
            lookUp();
            new materialize.Schema("after", {});
            new materialize.Schema("later", {});
        });
        expect(passed).to.deep.equal({ before: undefined, after: [HERE], later: undefined });
    });

    it("each run passes on its own servers, and a lookup whose settings are incomplete passes on nothing", async () => {
        const program = (): void => {
            lookUp();
            lookUp("missing");
            new materialize.Schema("after", {});
        };
        expect(await passedOn("localhost", program)).to.deep.equal({ after: [HERE] });
        expect(await passedOn("127.0.0.1", program)).to.deep.equal({ after: [{ ...HERE, host: "127.0.0.1" }] });
    });
});
