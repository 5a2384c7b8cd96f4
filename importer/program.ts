import { catalogName } from "../provider/statement/qualifiedName";
import type { Namespace } from "../provider/values/value";
import { printed } from "./code";
import { configuredValues, declaredArguments, programArguments } from "./programArguments";
import type { ReadObject } from "./readObjects";
import type { Declaration } from "./terraform/declarations";
import { Variables } from "./variables";

/** Returns a TypeScript program whose resources adopt objects, which are in the order of their dependencies, and which declares what needs no import. */
export function program(objects: readonly ReadObject[], declared: readonly Declaration[], home: Namespace): string {
    const variables = new Variables(objects);
    const all = objects.map(object => ({ object, args: programArguments(object, variables, home) }));
    const grants = declared.map(one => {
        const call = `new materialize.${one.className}(${JSON.stringify(one.name)}, `;
        return `${call}${printed(declaredArguments(one, variables), call.length)});`;
    });
    const lines = all.map(({ object: { kind, row, name }, args }) => {
        const variable = variables.of([kind.name], catalogName(row)) ?? "";
        const assigned = variables.used.has(variable) ? `const ${variable} = ` : "";
        const call = `${assigned}new materialize.${kind.name}(${JSON.stringify(name)}, `;
        return `${call}${printed(args, call.length)});`;
    });
    const body = [...lines, ...grants].join("\n");
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
