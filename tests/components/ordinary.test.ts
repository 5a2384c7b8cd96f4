import { expect } from "chai";
import { argumentsOf } from "../aws/provider/schema";
import { useLocalMaterialize } from "./localMaterialize";
import { asked, COMPONENTS, inputsOf, type Request } from "./support";

/** Arguments that AWS changes in place at no cost, and the values that the program gives. */
const IS_CHEAP: Readonly<Record<string, string>> = { Key: "description", Secret: "description", Topic: "name" };

/** The arguments of an AWS resource that another name of its component would change, besides tags. */
function calledBy(name: string, request: Request): string[] {
    const type = request.getType().split(":").at(-1) ?? "";
    const kept = [IS_CHEAP[type], ...request.getIgnorechangesList()];
    const given = Object.entries(inputsOf(request)).filter(([key]) => /^(?:name|namePrefix|description)$/u.test(key));
    return given.flatMap(([key, value]) => (String(value).includes(name) && !kept.includes(key) ? [`${type}.${key}`] : []));
}

describe("components as Pulumi's own", () => {
    useLocalMaterialize();

    for (const [type, component] of Object.entries(COMPONENTS)) {
        describe(type, () => {
            it(`${type} creates its children under its own name, and protects them`, async () => {
                const [own, ...children] = (await asked(component, ["orders"], { isProtected: true })).made;
                expect(own?.getType()).to.equal(`materialize:index:${type}`);
                expect(children).not.to.be.empty;
                for (const child of children) {
                    const name = child.getName();
                    // That of a component of this package, the outermost of which is the first.
                    expect(child.getParent(), name).to.contain("::materialize:index:");
                    expect(name).to.match(/^orders(?:$|[-_])/u);
                    expect(child.getProtect(), name).to.equal(true);
                }
            });

            it(`${type} passes the providers and tags of the program to its children`, async () => {
                const { made, looked } = await asked(component, ["orders"]);
                const cloud = made.filter(one => /^(?:aws|confluentcloud):/u.test(one.getType()));
                for (const one of cloud) expect(one.getProvider(), one.getName()).to.contain("::explicit");
                for (const { provider, token } of looked) expect(provider, String(token)).to.contain("::explicit");
                const tagged = cloud.filter(one => one.getType().startsWith("aws:") && argumentsOf(one.getType()).has("tags"));
                for (const one of tagged)
                    expect(inputsOf(one).tags, one.getType()).to.include({ team: "x" }).and.have.keys("Name", "team");
            });

            it(`${type} registers its documented outputs`, async () => {
                const { outputs } = await asked(component, ["orders"]);
                const [own] = [...outputs].filter(([urn]) => urn.includes(`::materialize:index:${type}::`));
                expect(own?.[1]).to.deep.equal([...component.outputs].sort());
            });

            it(`${type} replaces and restarts no AWS resource when it gets another name`, async () => {
                const { made } = await asked(component, ["a-new-name"]);
                const cloud = made.filter(one => one.getType().startsWith("aws:"));
                expect(cloud.flatMap(one => calledBy("a-new-name", one))).to.deep.equal([]);
            });

            it(`${type} can be created twice, without resources of the same name`, async () => {
                const { made, urns } = await asked(component, ["orders", "orders-2"]);
                expect(new Set(urns).size).to.equal(urns.length);
                const named = made.flatMap(one => {
                    const { name, displayName, qualifiedName } = inputsOf(one);
                    const own =
                        one.getType().startsWith("aws:") || one.getType().startsWith("confluentcloud:") ? name : qualifiedName;
                    return [own, displayName].flatMap(text => (typeof text === "string" ? [`${one.getType()} ${text}`] : []));
                });
                expect(new Set(named).size).to.equal(named.length);
            });
        });
    }
});
