import { expect } from "chai";
import { ObjectHandler } from "../../provider/lifecycle/objectHandler";
import { argumentsIn } from "../../provider/lifecycle/state";
import { Run } from "../../provider/run/run";
import type { ObjectKind } from "../../provider/statement/kind";
import { type Fields, withoutAbsent } from "../../provider/values/value";
import { inputs } from "../provider/support";
import type { Server } from "../server";
import { StackResource } from "./support";

/** Returns the arguments with which a program declares an object that exists, as an import reads them. */
async function importedArguments(kind: ObjectKind, { host, port }: Server, qualifiedName: string): Promise<Fields> {
    const settings: Readonly<Record<string, string>> = { host, port: String(port) };
    const handler = new ObjectHandler(new Run(key => settings[key.replace(/^materialize:/u, "")], {}), kind);
    const home = { database: "materialize", schema: "public" };
    const read = await handler.import(qualifiedName, { ...inputs(kind.name, {}, "imported"), __home: home });
    return argumentsIn(read.inputs ?? {});
}

/** Checks that an import reads every argument of an object: a program with what it reads adopts the object without a statement. */
export async function checkImport(kind: ObjectKind, local: Server, resource: StackResource, args: Fields): Promise<void> {
    const read = await importedArguments(kind, local, String(resource.outputs.qualifiedName));
    // No query returns the value of a secret.
    const program = { ...read, ...withoutAbsent({ value: kind.name === "Secret" ? args.value : undefined }), adopt: true };
    const adopted = new StackResource(kind, local);
    const { statements } = await adopted.up(program);
    expect(statements.filter(statement => !/^ALTER SECRET .* AS /u.test(statement))).to.deep.equal([]);
    expect(await adopted.refreshesUnchanged(program), "a refresh of the imported arguments").to.equal(true);
}
