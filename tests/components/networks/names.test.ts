import { expect } from "chai";
import { nameFor, NAMES } from "../../../components/networks/names";
import { tagsOf } from "../../../components/networks/tags";
import { useLocalMaterialize } from "../localMaterialize";
import { asked, COMPONENTS, inputsOf } from "../support";
import { valueOf } from "./support";

/** The components that create a resource with a name, besides those whose names do not contain that of the component. */
const NAMED = {
    SecurityGroup: ["PrivateLinkNetwork", "SshBastionNetwork", "MskPublicCluster"],
    RolePolicy: ["MskIngestion"],
};

/** A topic that is not named by the component. */
const TOPICS = {
    topics: [{ name: "events", partitions: 1 }],
    acls: [{ user: "materialize", topic: "events", operations: ["READ"] }],
};
const MORE: Readonly<Record<string, object>> = { MskPublicCluster: TOPICS, MskIngestion: { topics: TOPICS.topics } };

describe("names of AWS resources", () => {
    useLocalMaterialize();

    for (const [type, components] of Object.entries(NAMED)) {
        for (const name of components) {
            it(`${name} names its ${type} by a prefix only if AWS does not allow the name of the component`, async () => {
                const prefixOf = async (given: string): Promise<unknown> => {
                    const { made } = await asked(COMPONENTS[name] ?? expect.fail(), [given], { more: MORE[name] ?? {} });
                    const found = made.filter(one => one.getType().endsWith(`:${type}`));
                    expect(found).to.have.length(1);
                    return found.map(inputsOf)[0]?.namePrefix;
                };
                expect(await prefixOf("orders.new_1")).to.equal(undefined);
                expect(await prefixOf("commandes-reçues")).to.equal("mz-");
            });
        }
    }

    it("AWS allows a security group 255 characters of ASCII, and no name that begins as its id", () => {
        for (const allowed of ["orders", "orders/new (1)", "o".repeat(247)])
            expect(nameFor(allowed, NAMES.securityGroup)).to.deep.equal({});
        for (const refused of ["sg-orders", "reçu", "a'b", "a\nb", "o".repeat(248)]) {
            expect(nameFor(refused, NAMES.securityGroup), refused).to.deep.equal({ namePrefix: "mz-" });
        }
    });

    it("AWS allows the policy of a role 128 letters, digits and some other characters", () => {
        for (const allowed of ["orders", "a+b=c,d.e@f-g_h", "o".repeat(120)])
            expect(nameFor(allowed, NAMES.rolePolicy)).to.deep.equal({});
        for (const refused of ["orders/new", "a b", "reçu", "o".repeat(121)]) {
            expect(nameFor(refused, NAMES.rolePolicy), refused).to.deep.equal({ namePrefix: "mz-" });
        }
    });

    it("The tag Name has only characters that every service of AWS allows, and at most 256", async () => {
        expect(await valueOf(tagsOf({}, "reçu (a'b)"))).to.deep.equal({ Name: "reçu -a-b-" });
        expect(await valueOf(tagsOf({}, "o".repeat(300)))).to.deep.equal({ Name: "o".repeat(256) });
        const own = { tags: { Name: "(as the program says)" } };
        expect(await valueOf(tagsOf(own, "orders"))).to.deep.equal(own.tags);
    });
});
