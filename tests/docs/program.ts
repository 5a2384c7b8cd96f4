import { compileFunction } from "node:vm";
import * as pulumi from "@pulumi/pulumi";
import { ModuleKind, ScriptTarget, transpileModule } from "typescript";
import * as materialize from "../../index";
import { checkResource } from "../../provider/lifecycle/check";
import { Run } from "../../provider/run/run";
import type { Fields } from "../../provider/values/value";
import { settings } from "../provider/support";

/** The modules that a program imports. Lookup functions would need a server. */
const MODULES: Readonly<Record<string, unknown>> = {
    "@pulumi/pulumi": pulumi,
    "pulumi-materialize": { ...materialize, getEgressIpsOutput: () => pulumi.output([]) },
};

/** Runs a program without an engine, and returns the checked inputs of its resources in the order of their creation. */
export async function resourcesOf(program: string, config: Readonly<Record<string, string>>): Promise<Fields[]> {
    const checked: ReturnType<typeof checkResource>[] = [];
    const run = new Run();
    await pulumi.runtime.setMocks({
        call: ({ inputs }: pulumi.runtime.MockCallArgs) => inputs as Fields,
        newResource: ({ inputs }: pulumi.runtime.MockResourceArgs) => {
            const result = checkResource(run, {}, revealed(inputs) as Fields, settings);
            checked.push(result);
            return { id: `u${String(checked.length)}`, state: result.inputs };
        },
    });
    pulumi.runtime.setAllConfig(config);
    const compilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };
    const { outputText } = transpileModule(program, { compilerOptions });
    const main = compileFunction(outputText, ["require", "exports"]) as (require: unknown, exports: object) => void;
    main((name: string) => MODULES[name], {});
    await pulumi.runtime.disconnect();
    // An error that is thrown in the mock would be heard by nobody.
    const failures = checked.flatMap(result => result.failures);
    if (failures.length > 0) throw new Error(JSON.stringify(failures));
    return checked.map(({ inputs }) => inputs);
}

/** Returns inputs as the engine passes them to a provider, with secrets in clear text. */
function revealed(value: unknown): unknown {
    const bare: unknown = pulumi.runtime.unwrapRpcSecret(value);
    if (Array.isArray(bare)) return bare.map(revealed);
    if (typeof bare !== "object" || bare === null) return bare;
    return Object.fromEntries(Object.entries(bare).map(([key, part]) => [key, revealed(part)]));
}
