import { kinds } from "../../provider/kinds";
import { hasSubject } from "../../provider/statement/kind";
import { timeLimit } from "../server";
import { allCases } from "./cases";
import { checkImport } from "./importedArguments";
import { resetEnvironment, skipIfTooOld, StackResource } from "./support";

describe("an import of a SourceTable", function () {
    this.timeout(timeLimit("60s"));
    it("reads the names of columns, which belong to the program for Kafka and not for a database", async function () {
        const kind = kinds.get("SourceTable");
        const cases = allCases.find(one => one.kind === "SourceTable");
        if (kind === undefined || hasSubject(kind) || cases === undefined) throw new Error("there are no cases for SourceTable");
        await skipIfTooOld(this, kind, cases.base);
        const local = await resetEnvironment(cases.setup);
        const resource = new StackResource(kind, local);
        const source = { name: "raw_source", schema: "public", database: "materialize" };
        const args = { name: "named", source, reference: "raw", format: { text: {} }, columns: ["line"] };
        await resource.up(args);
        await checkImport(kind, local, resource, args);
    });
});
