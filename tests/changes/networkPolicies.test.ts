import { expect } from "chai";
import { skip, timeLimit } from "../server";
import { withClient } from "../server/flags";
import { kindOf, messageOf, resetEnvironment, StackResource } from "./support";

const EVERYBODY = [{ name: "everybody", address: "0.0.0.0/0" }];

describe("the rules of a network policy", function () {
    this.timeout(timeLimit("60s"));

    it("are the same in another order, with defaults written out, and with another form of an address", async () => {
        const [office, home] = [
            { name: "office", address: "203.0.113.64/28" },
            { name: "home", address: "2001:DB8:0:0::/32" },
        ];
        const policy = new StackResource(kindOf("NetworkPolicy"), await resetEnvironment());
        await policy.up({ rules: [office, home] });
        const same = [
            { ...home, address: "2001:db8::/32" },
            { ...office, action: "allow", direction: "ingress" },
        ];
        expect(await policy.hasNoChanges({ rules: same })).to.equal(true);
        expect(await policy.hasNoChanges({ rules: [office] })).to.equal(false);
        expect(await policy.refreshesUnchanged({ rules: [office, home] })).to.equal(true);
    });
});

describe("a network policy in use", function () {
    this.timeout(timeLimit("60s"));

    it("is not dropped, and keeps its rules rather than shut out the program; each error says what to do", async function () {
        const local = await resetEnvironment();
        const { systemUrl } = local;
        if (systemUrl === undefined) skip(this, "needs a superuser: MATERIALIZE_SYSTEM_URL is not set");
        const policy = new StackResource(kindOf("NetworkPolicy"), local);
        await policy.up({ rules: EVERYBODY });
        await withClient(systemUrl, client => client.query("ALTER SYSTEM SET network_policy = 'it'"));
        try {
            expect(await messageOf(policy.destroy())).to.match(/network policy is currently in use[^]*Detach it first/u);
            const elsewhere = { rules: [{ name: "office", address: "203.0.113.64/28" }] };
            expect(await messageOf(policy.up(elsewhere))).to.match(
                /policy would block current session IP[^]*Add a rule for the address/u,
            );
            expect(await policy.refreshesUnchanged({ rules: EVERYBODY }), "nothing was altered").to.equal(true);
        } finally {
            await withClient(systemUrl, client => client.query("ALTER SYSTEM RESET network_policy"));
        }
        await policy.destroy();
    });
});
