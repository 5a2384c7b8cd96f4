import * as pulumi from "@pulumi/pulumi";
import { expect } from "chai";
import { Grant, Index, type IndexArgs, KafkaConnection, Role, RoleGrant, Schema, View } from "../../sdk";

type Inputs = Readonly<Record<string, unknown>>;

/** Stands for a resource of another package. */
class Bucket extends pulumi.CustomResource {
    constructor(name: string) {
        super("aws:s3/bucket:Bucket", name, {});
    }
}

describe("inputs of the provider", () => {
    const received = new Map<string, Inputs>();
    before(() =>
        pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => {
                received.set(name, inputs as Inputs);
                return { id: `id of ${name}`, state: { ...(inputs as object), qualifiedName: `"${name}"` } };
            },
            call: ({ inputs }) => inputs as object,
        }),
    );

    /** Returns the inputs of a resource, once it is registered. */
    async function inputsOf(resource: pulumi.CustomResource, name: string): Promise<Inputs> {
        await new Promise(resolve => resource.urn.apply(resolve));
        return received.get(name) ?? {};
    }

    const broker = { brokers: ["a:1"], securityProtocol: "PLAINTEXT" as const };

    it("A resource in the arguments is sent with its kind, in an output too", async () => {
        const connection = new KafkaConnection("sent", broker);
        const reference = { id: "id of sent", qualifiedName: '"sent"', __kind: "KafkaConnection" };
        const plain = await inputsOf(new View("plain", { query: connection } as never), "plain");
        expect(plain.query).to.deep.equal(reference);
        const lifted = await inputsOf(new View("lifted", { query: pulumi.output({ inner: connection }) } as never), "lifted");
        expect(lifted.query).to.deep.equal({ inner: reference });
    });

    it("A default index is named after its relation, unless it has a name or columns", async () => {
        const on = new View("people", { query: "SELECT 1 AS a" });
        const nameOf = async (name: string, args: IndexArgs): Promise<unknown> =>
            (await inputsOf(new Index(name, args), name)).name;
        expect(await nameOf("of_resource", { on })).to.equal("people_primary_idx");
        expect(await nameOf("of_name", { on: { name: 'a "b"', schema: "s" } })).to.equal('a "b"_primary_idx');
        expect(await nameOf("of_output", { on: pulumi.output("people") })).to.equal("people_primary_idx");
        expect(await nameOf("named", { on, name: "own" })).to.equal("own");
        expect(await nameOf("with_columns", { on, columns: ["a"] })).to.equal("with_columns");
    });

    it("A resource of another package and a function are sent as what they are", async () => {
        const foreign = await inputsOf(new View("foreign", { query: new Bucket("b") } as never), "foreign");
        expect(foreign.query).to.deep.equal({ __kind: "Bucket" });
        const computed = await inputsOf(new View("computed", { query: () => "SELECT 1" } as never), "computed");
        expect(computed.query).to.deep.equal({ __kind: "function" });
        const within = await inputsOf(new View("within", { query: pulumi.output(new Bucket("c")) } as never), "within");
        expect(within.query).to.deep.equal({ __kind: "Bucket" });
    });

    it("A grant on a resource that takes no privileges is sent with its kind", async () => {
        const role = new Role("r");
        const refused = new Grant("refused", { on: role, role, privileges: ["USAGE"] } as never);
        expect((await inputsOf(refused, "refused")).on).to.have.property("__kind", "Role");
        const schema = new Grant("granted", { on: new Schema("s"), role, privileges: ["USAGE"] });
        expect((await inputsOf(schema, "granted")).on).to.have.nested.property("schema.__kind", "Schema");
    });

    it("Arguments that are an output or a promise are refused with a sentence", () => {
        const args = { query: "SELECT 1" };
        expect(() => new View("v", pulumi.output(args))).to.throw(
            "the arguments of the View v are an output: give an object, whose values can be outputs",
        );
        expect(() => new View("v", Promise.resolve(args) as never)).to.throw(
            "the arguments of the View v are a promise: await it",
        );
        const output = pulumi.output({}) as never;
        expect(() => new Grant("g", output)).to.throw("the arguments of the Grant g are an output");
        expect(() => new RoleGrant("g", output)).to.throw("the arguments of the RoleGrant g are an output");
    });
});
