import { expect } from "chai";
import * as provider from "../../provider";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import { requireLocalServer, type Server, startLocal } from "../server";
import { capturePrinted, configure, kindOf, resetEnvironment, StackResource, messageOf, query } from "./support";

const OTHER_ENVIRONMENT = "aws-eu-west-1-00000000-1111-2222-3333-444444444444-0";

interface Subject {
    readonly kind: string;
    readonly args: Fields;
    /** Arguments that an update applies. */
    readonly changed: Fields;
    /** What the first environment has before the resource is created. */
    readonly before: readonly string[];
    /** What the other environment has: something else under the same name. */
    readonly there: readonly string[];
}

const GRANTED = ["CREATE DATABASE shop", "CREATE ROLE reader"];
const GRANT = { on: { database: "shop" }, role: "reader" };

const VIEW: Subject = {
    kind: "View",
    args: { query: "SELECT 1 AS a" },
    changed: { query: "SELECT 1 AS a", comment: "changed" },
    before: [],
    there: ["CREATE VIEW it AS SELECT 1 AS a"],
};

const SUBJECTS: readonly Subject[] = [
    VIEW,
    {
        kind: "Grant",
        args: { ...GRANT, privileges: ["USAGE"] },
        changed: { ...GRANT, privileges: ["USAGE", "CREATE"] },
        before: GRANTED,
        there: [...GRANTED, "GRANT USAGE ON DATABASE shop TO reader"],
    },
];

describe("a stack whose settings name another environment", function () {
    this.timeout("60s");
    let other: Server;

    before(async () => {
        other = await startLocal({ environmentId: OTHER_ENVIRONMENT });
    });

    after(() => other.close());

    /** Creates a resource, and then points its stack at the other environment, which has an object of its name. */
    async function moved(
        test: Mocha.Context,
        { kind, args, before: here, there }: Subject,
        settings: Readonly<Record<string, string>> = {},
    ): Promise<StackResource> {
        const local = requireLocalServer(test, await resetEnvironment(here), "needs two environments");
        const resource = new StackResource(kindOf(kind), local);
        await resource.up(args);
        await other.reset();
        await query(other, ...there);
        other.log.clear();
        resource.moveTo(other, settings);
        return resource;
    }

    for (const subject of SUBJECTS) {
        for (const [operation, call] of [
            ["an update", (resource: StackResource) => resource.up(subject.changed)],
            ["a refresh", (resource: StackResource) => resource.refresh()],
            ["a delete", (resource: StackResource) => resource.destroy()],
        ] as const) {
            it(`refuses ${operation} of a ${subject.kind}`, async function () {
                const resource = await moved(this, subject);
                const refusal = await messageOf(call(resource));
                expect(refusal).to.match(
                    /belongs to the Materialize environment aws-us-east-1-\S+, and the connected one is aws-eu-west-1-/u,
                );
                expect(refusal).to.contain(`MZ_ENVIRONMENT_ID=${OTHER_ENVIRONMENT}`);
                expect(resource.sent).to.be.empty;
            });
        }

        it(`forgets a ${subject.kind} after the move is confirmed`, async function () {
            const resource = await moved(this, subject, { environmentId: OTHER_ENVIRONMENT });
            await capturePrinted(() => resource.destroy());
            expect(resource.sent).to.be.empty;
            expect(await capturePrinted(() => resource.refresh()).then(({ result }) => result)).to.deep.equal({});
        });
    }

    it("adopts the object with the name after the move is confirmed, if the program adopts it", async function () {
        const adopting = { ...VIEW, args: { ...VIEW.args, adopt: true } };
        const resource = await moved(this, adopting, { environmentId: OTHER_ENVIRONMENT });
        await resource.refresh();
        expect(resource.outputs.environmentId).to.equal(OTHER_ENVIRONMENT);
        await resource.up({ ...adopting.args, comment: "changed" });
        expect(resource.sent).to.deep.equal([`COMMENT ON VIEW "materialize"."public"."it" IS 'changed'`]);
    });

    for (const [when, see] of [
        [
            "an up that leaves the object unchanged",
            async (resource: StackResource, args: Fields) => {
                expect(await resource.hasNoChanges(args)).to.be.true;
            },
        ],
        ["a destroy", () => Promise.resolve()],
    ] as const)
        it(`revokes a grant on an object that was adopted after the move, in ${when}`, async function () {
            const adopting = { ...VIEW, args: { ...VIEW.args, adopt: true } };
            const resource = await moved(this, adopting, { environmentId: OTHER_ENVIRONMENT });
            await resource.refresh();
            await query(other, "CREATE ROLE reader");
            const grant = inputs("Grant", { on: { view: resource.reference }, role: "reader", privileges: ["SELECT"] });
            const { id, outs } = await provider.create(grant);
            await configure(other, { environmentId: OTHER_ENVIRONMENT });
            const { props = {} } = await provider.read(id, outs);
            await configure(other, { environmentId: OTHER_ENVIRONMENT });
            await see(resource, adopting.args);
            await provider.delete(id, props);
            const [view] = await query(other, "SELECT privileges::text AS p FROM mz_views WHERE name = 'it'");
            expect(String(view?.p)).not.to.contain("reader");
            expect(resource.sent.filter(sql => /^(?:GRANT|REVOKE)/u.test(sql))).to.have.length(2);
        });

    it("refuses a setting that names an environment that is not connected", async function () {
        const resource = await moved(this, VIEW, { environmentId: "aws-us-east-1-elsewhere-0" });
        expect(await messageOf(resource.refresh())).to.contain(
            "materialize:environmentId (or MZ_ENVIRONMENT_ID) is aws-us-east-1-elsewhere-0",
        );
    });

    it("takes the environment into a state that does not have it, without a change", async function () {
        const resource = new StackResource(kindOf("View"), await resetEnvironment());
        const args = { query: "SELECT 1 AS a" };
        await resource.up(args);
        const { environmentId } = resource.outputs;
        resource.remember("environmentId", undefined);
        expect(await resource.hasNoChanges(args)).to.be.true;
        await resource.refresh();
        expect(resource.outputs.environmentId).to.equal(environmentId);
        expect(await resource.hasNoChanges(args)).to.be.true;
    });
});
