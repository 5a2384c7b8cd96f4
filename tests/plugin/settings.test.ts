import { expect } from "chai";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { CONFIG_KEYS } from "../../plugin/settings";
import { Engine, secret, structOf, UNKNOWN, urnOf } from "./engine";

const urn = urnOf("View", "v");
const view = { query: "SELECT 1" };

describe("the configuration of the plugin", () => {
    let engine: Engine;
    before(async () => {
        engine = await Engine.start();
    });
    after(() => {
        engine.close();
    });

    it("The plugin accepts secrets, resources and previews", async () => {
        const shaken: proto.ProviderHandshakeResponse = await engine.call("handshake", new proto.ProviderHandshakeRequest());
        const configured = await engine.configure({ host: "h" });
        expect([shaken.getAcceptSecrets(), shaken.getAcceptResources(), configured.getAcceptsecrets()]).to.deep.equal([
            true,
            true,
            true,
        ]);
        expect([configured.getAcceptresources(), configured.getSupportspreview()]).to.deep.equal([true, true]);
    });

    it("Every setting is accepted, also one that is unknown at preview", async () => {
        const all = Object.fromEntries([...CONFIG_KEYS, "version", "pluginDownloadURL"].map(key => [key, UNKNOWN]));
        expect((await engine.checkConfig(all)).failures).to.be.empty;
    });

    it("A misspelt setting is refused with the one that was meant", async () => {
        const { failures } = await engine.checkConfig({ hots: "h", user: "u" });
        expect(failures).to.deep.equal(["the configuration materialize:hots is not a setting; did you mean host?"]);
    });

    it("Profiles that are no object are refused", async () => {
        const { failures } = await engine.checkConfig({ profiles: "eu" });
        expect(failures).to.deep.equal(["the configuration materialize:profiles is not an object"]);
    });

    it("A secret setting stays secret", async () => {
        const { inputs } = await engine.checkConfig({ password: secret("p"), host: "h" });
        expect(inputs).to.deep.equal({ password: secret("p"), host: "h" });
    });

    it("A profile comes as JSON, in which a password is marked", async () => {
        await engine.configure({ profiles: JSON.stringify({ eu: { host: "h", database: "d", password: secret("p") } }) });
        const inputs = await engine.accepted(urn, { ...view, profile: "eu" });
        expect(inputs.qualifiedName).to.equal('"d"."public"."v"');
    });

    it("The database of the settings is the one of bare names, from both forms of the configuration", async () => {
        await engine.configure({ host: "h", database: "one" });
        expect((await engine.accepted(urn, view)).qualifiedName).to.equal('"one"."public"."v"');
        const request = new proto.ConfigureRequest();
        request.getVariablesMap().set("materialize:config:host", "h").set("materialize:config:database", "two");
        await engine.call("configure", request);
        expect((await engine.accepted(urn, view)).qualifiedName).to.equal('"two"."public"."v"');
    });

    it("Environment variables override the settings of a default provider, and not those of a provider in the program", async () => {
        process.env.MZ_DATABASE = "of_variable";
        try {
            for (const [name, database] of [
                ["default_1_0_0", "of_variable"],
                ["eu", "own"],
            ] as const) {
                await engine.configure({ host: "h", database: "own" }, name);
                expect((await engine.accepted(urn, view)).qualifiedName).to.equal(`"${database}"."public"."v"`);
            }
            await engine.configure({ host: "h" }, "eu");
            expect((await engine.accepted(urn, view)).qualifiedName).to.equal('"of_variable"."public"."v"');
        } finally {
            delete process.env.MZ_DATABASE;
        }
    });

    it("A check without a host says which settings are missing", async () => {
        await engine.configure({});
        expect((await engine.check(urn, view)).failures).to.deep.equal([
            "materialize:host is not set: run `pulumi config set materialize:host <host>`, or set MZ_HOST or MATERIALIZE_URL",
        ]);
    });

    it("Offline, a preview works, and every change, refresh and import is refused", async () => {
        await engine.configure({ host: "h", offline: "true" });
        const inputs = await engine.accepted(urn, view);
        expect((await engine.create(urn, inputs, true)).state.definition).to.equal(inputs.definition);
        for (const call of [
            engine.create(urn, inputs),
            engine.update(urn, "id", { olds: inputs, news: inputs }),
            engine.read(urn, "id", inputs, inputs),
            engine.read(urn, "u1"),
            engine.delete(urn, "id", inputs),
        ])
            expect(await call.then(String, String)).to.contain("which is only for previews: run this with MZ_OFFLINE=false");
    });

    it("Another configuration is a change and no replacement", async () => {
        const compare = async (olds: object, news: object): Promise<[number, string[], string[]]> => {
            const request = new proto.DiffRequest().setOldInputs(structOf({ ...olds })).setNews(structOf({ ...news }));
            const response: proto.DiffResponse = await engine.call("diffConfig", request);
            return [response.getChanges(), response.getDiffsList(), response.getReplacesList()];
        };
        const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
        expect(await compare({ host: "a", port: "1" }, { host: "b", port: "1", user: "u" })).to.deep.equal([
            DIFF_SOME,
            ["host", "user"],
            [],
        ]);
        expect(await compare({ host: "a" }, { host: "a", version: "1.0.0" })).to.deep.equal([DIFF_NONE, [], []]);
    });

    it("Calls that the plugin does not serve are unimplemented", async () => {
        for (const [method, request] of [
            ["construct", new proto.ConstructRequest()],
            ["call", new proto.CallRequest()],
            ["parameterize", new proto.ParameterizeRequest()],
        ] as const) {
            const code = await engine.call(method, request).then(
                () => 0,
                (error: unknown) => (error as { code: number }).code,
            );
            expect(code, method).to.equal(12);
        }
    });

    it("No plugin of Terraform is mapped", async () => {
        const mapping: proto.GetMappingResponse = await engine.call(
            "getMapping",
            new proto.GetMappingRequest().setKey("terraform"),
        );
        const mappings: proto.GetMappingsResponse = await engine.call("getMappings", new proto.GetMappingsRequest());
        expect([mapping.getProvider(), mappings.getProvidersList()]).to.deep.equal(["", []]);
    });
});
