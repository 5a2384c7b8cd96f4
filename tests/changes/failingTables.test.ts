import { expect } from "chai";
import { isExternal, skip, timeLimit } from "../server";
import { POSTGRES_SOURCE } from "./cases/databaseSources";
import { capturePrinted, kindOf, resetEnvironment, server, StackResource } from "./support";

const ERROR = "incompatible schema change: source table items with oid 16907 has been altered";

describe("a table whose reads fail", function () {
    this.timeout(timeLimit("60s"));
    after(async () => (await server()).local?.world.readings.clear());

    it("a refresh names a table whose source reports an error, and no other", async function () {
        if (isExternal()) skip(this, "needs a source whose status the test sets");
        const local = await resetEnvironment(POSTGRES_SOURCE);
        const common = { source: "shop_source", textColumns: ["mood"] };
        const items = new StackResource(kindOf("SourceTable"), local);
        await items.up({ ...common, name: "items", reference: ["shop", "items"] });
        expect((await capturePrinted(() => items.refresh())).printed).to.deep.equal([]);
        local.local?.world.readings.set("items", { status: "stalled", error: ERROR });
        const other = new StackResource(kindOf("SourceTable"), local);
        await other.up({ source: "shop_source", name: "orders", reference: ["shop", "orders"] });
        expect((await capturePrinted(() => other.refresh())).printed).to.deep.equal([]);
        expect((await capturePrinted(() => items.refresh())).printed).to.deep.equal([
            `it: warning: "materialize"."public"."items" cannot be read: ${ERROR}. \`pulumi up --replace\` with the URN of this resource creates it again`,
        ]);
    });
});
