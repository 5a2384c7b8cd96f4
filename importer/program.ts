import { catalogName } from "../provider/statement/qualifiedName";
import type { Namespace } from "../provider/values/value";
import { printed } from "./code";
import { configuredValues, programArguments } from "./programArguments";
import type { ReadObject } from "./readObjects";
import { Variables } from "./variables";

/** Returns a TypeScript program whose resources adopt objects, which are in the order of their dependencies. */
export function program(objects: readonly ReadObject[], home: Namespace): string {
    const variables = new Variables(objects);
    const all = objects.map(object => ({ object, args: programArguments(object, variables, home) }));
    const lines = all.map(({ object: { kind, row, name }, args }) => {
        const variable = variables.of([kind.name], catalogName(row)) ?? "";
        const assigned = variables.used.has(variable) ? `const ${variable} = ` : "";
        const call = `${assigned}new materialize.${kind.name}(${JSON.stringify(name)}, `;
        return `${call}${printed(args, call.length)});`;
    });
    const body = lines.join("\n");
    const hasConfig = objects.some(object => configuredValues(object).length > 0);
    return [
        ...(hasConfig || body.includes("pulumi.interpolate`") ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
        'import * as materialize from "pulumi-materialize";',
        "",
        ...(hasConfig ? ["const config = new pulumi.Config();", ""] : []),
        body,
        "",
    ].join("\n");
}
