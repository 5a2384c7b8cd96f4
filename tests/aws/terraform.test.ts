import { expect } from "chai";
import { asked, type Case, COMPONENTS, inputsOf, type Request } from "../components/support";
import { useLocalMaterialize } from "../components/localMaterialize";
import { type AwsResource, programOf, Terraform } from "./terraform";

/** Returns the AWS resources that a component registers. */
const awsResources = (made: readonly Request[]): AwsResource[] =>
    made
        .filter(one => one.getType().startsWith("aws:"))
        .map(one => ({ type: one.getType(), name: one.getName(), inputs: inputsOf(one) }));

describe("the real AWS provider for Terraform", function () {
    this.timeout("5m");
    useLocalMaterialize();
    let terraform: Terraform | undefined;

    before(function () {
        terraform = new Terraform(this);
    });
    after(() => terraform?.remove());

    for (const [name, component] of Object.entries(COMPONENTS)) {
        it(`the provider validates and plans the AWS resources of ${name}`, async () => {
            terraform?.expectPlan(awsResources((await asked(component, ["orders"])).made));
        });
    }

    it("the provider refuses what AWS would refuse", async () => {
        const make: Case["make"] = (name, opts) => COMPONENTS.PrivateLinkNetwork?.make(name, opts);
        const [listener] = awsResources((await asked({ make }, ["orders"])).made).filter(({ type }) =>
            type.endsWith(":Listener"),
        );
        const { program } = programOf(listener === undefined ? [] : [listener]);
        expect(terraform?.validate(JSON.stringify(program).replace('"TCP"', '"SSH"'))).to.contain(
            "expected protocol to be one of",
        );
    });
});
