import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { awsProviderOf } from "../../components/networks/awsProvider";
import { BastionAnswering } from "../../components/networks/helperResources";
import { KEYS } from "../../provider/session/settingSources";
import * as sdk from "../../sdk";
import { secret } from "../plugin/engine";

/** A resource as Pulumi's engine gets it. */
interface Registered {
    readonly type: string;
    readonly id: string | undefined;
    readonly inputs: object;
}

/** Runs a program, and returns its resources by name. */
async function registeredBy(declare: () => void): Promise<Record<string, Registered>> {
    const all: Record<string, Registered> = {};
    await pulumi.runtime.setMocks({
        newResource: ({ name, type, id, inputs }) => {
            all[name] = { type, id: id === "" ? undefined : id, inputs: inputs as object };
            return { id: `id of ${name}`, state: inputs as object };
        },
        call: ({ inputs }) => inputs as object,
    });
    declare();
    await new Promise(resolve => setTimeout(resolve, 50));
    await pulumi.runtime.disconnect();
    return all;
}

class Team extends pulumi.ComponentResource {
    constructor(name: string, opts: pulumi.ComponentResourceOptions) {
        super("tests:index:Team", name, {}, opts);
    }
}

const SETTINGS: Required<sdk.ProviderArgs> = {
    ...{ host: "h", port: 1, user: "u", password: "p", database: "d", cluster: "c", sslmode: "require", sslrootcert: "a" },
    ...{ sslcert: "b", sslkey: "k", options: "o", maxConnections: 1, connectWithin: 1, offline: false, environmentId: "e" },
    kafkaClusterIds: "i",
};

describe("the class Provider", () => {
    it("It takes every setting, and keeps those that are secret as secrets", async () => {
        expect(Object.keys(SETTINGS)).to.have.members(KEYS);
        const { eu } = await registeredBy(() => {
            new sdk.Provider("eu", SETTINGS);
        });
        expect(eu?.type).to.equal("pulumi:providers:materialize");
        expect(eu?.inputs).to.deep.equal({ ...SETTINGS, password: secret("p"), sslkey: secret("k") });
    });

    it("A resource has the plugin's type if it or a component around it has a Provider, and only the inputs of the plugin", async () => {
        const all = await registeredBy(() => {
            const provider = new sdk.Provider("eu", { host: "h" });
            const team = new Team("team", { providers: [provider] });
            new sdk.Schema("own", {}, { provider });
            new sdk.Schema("inherited", {}, { parent: new Team("inner", { parent: team }) });
            new sdk.Schema("child", {}, { parent: new sdk.Database("parent", {}, { provider }) });
            new sdk.Schema("imported", {}, { provider, import: "u1", replaceOnChanges: ["name"] });
            new sdk.Schema("dynamic");
        });
        const types = Object.fromEntries(Object.entries(all).map(([name, { type }]) => [name, type]));
        expect(types).to.include({
            own: "materialize:index:Schema",
            imported: "materialize:index:Schema",
            inherited: "materialize:index:Schema",
            child: "materialize:index:Schema",
            dynamic: "pulumi-nodejs:dynamic/materialize:Schema",
        });
        expect(Object.keys(all.own?.inputs ?? {})).not.to.include.oneOf(["__provider", "__kind", "__preview", "__parent"]);
    });

    it("It cannot be used together with a profile, and no other provider is accepted", async () => {
        await registeredBy(() => {
            const provider = new sdk.Provider("eu", { host: "h" });
            expect(() => new sdk.Schema("s", { profile: "eu" }, { provider })).to.throw(
                "Schema s: profile and a provider cannot be used together: the arguments of the provider select the environment",
            );
            class Other extends pulumi.ProviderResource {}
            expect(() => new sdk.Schema("s", {}, { provider: new Other("aws", "aws") })).to.throw(
                "the resource option provider cannot be used: it takes a Provider of this package",
            );
        });
    });

    it("A helper resource has the plugin's type, and gets the AWS settings of the stack, without credentials", async () => {
        const all = await registeredBy(() => {
            const provider = new sdk.Provider("eu", { host: "h" });
            const settings = { profile: "team", region: "eu-west-1", httpsProxy: "p", accessKey: "AKIA", assumeRoles: "[]" };
            const keys = Object.entries(settings).map(([key, value]) => [`aws:${key}`, value] as const);
            pulumi.runtime.setAllConfig(Object.fromEntries(keys), ["aws:assumeRoles"]);
            const parent = new Team("network", { providers: [provider] });
            new BastionAnswering("of plugin", awsProviderOf(parent) as never, { parent });
            new BastionAnswering("dynamic", awsProviderOf(new Team("other", {})) as never, {});
            pulumi.runtime.setAllConfig({});
        });
        expect(all["of plugin"]?.type).to.equal("materialize:index:BastionAnswering");
        expect(all["of plugin"]?.inputs).to.deep.include({
            __aws: secret({
                ...{ isOfStack: true, hasKeys: true, profile: "team", assumeRoles: "[]" },
                further: { httpsProxy: "p" },
            }),
        });
        expect(all.dynamic?.type).to.equal("pulumi-nodejs:dynamic/materialize:BastionAnswering");
        expect(all.dynamic?.inputs).not.to.have.property("__aws");
    });

    const classes = Object.values(sdk).filter(
        (one): one is typeof one & typeof sdk.MaterializeResource =>
            typeof one === "function" && one.prototype instanceof sdk.MaterializeResource,
    );

    it("Every class of an object reads one by its name or id with a Provider, and says what to use without it", async () => {
        expect(classes).to.have.length.above(25);
        const read = await registeredBy(() => {
            const provider = new sdk.Provider("eu", { host: "h" });
            for (const one of classes) {
                const get = Reflect.get(one, "get") as (name: string, id: string, opts?: object) => unknown;
                get.call(one, `found ${one.name}`, "u42", { provider });
                expect(() => get.call(one, "s", "u42"), one.name).to.throw("a lookup function, such as getSecret, finds");
            }
        });
        for (const { name } of classes)
            expect(read[`found ${name}`]).to.include({ type: `materialize:index:${name}`, id: "u42" });
    });
});
