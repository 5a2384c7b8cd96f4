import type { Namespace } from "../provider/values/value";
import { Code, lines, printed } from "./code";
import { configuredValues, programArguments } from "./programArguments";
import type { Resource } from "./resource";
import { Variables } from "./variables";

/** Returns a TypeScript program with resources, which are in the order of their dependencies. */
export function program(resources: readonly Resource[], home: Namespace, { adopts }: { readonly adopts: boolean }): string {
    const variables = new Variables(resources);
    const all = resources.map(resource => ({
        resource,
        parts: [programArguments(resource, variables, { home, adopts }), ...optionsOf(resource, variables)],
    }));
    const statements = all.map(({ resource: { kind, name, qualifiedName }, parts }) => {
        const variable = variables.of([kind.name], qualifiedName) ?? "";
        const assigned = variables.used.has(variable) ? `const ${variable} = ` : "";
        const call = `${assigned}new materialize.${kind.name}(`;
        const named = [new Code(JSON.stringify(name)), ...parts];
        const [first, args] = named;
        const short = `${call}${printed(first, 0)}, `;
        return parts.length === 1 ? `${short}${printed(args, short.length)});` : `${call}${lines(named)});`;
    });
    const body = statements.join("\n");
    const hasConfig = resources.some(resource => configuredValues(resource).length > 0);
    return [
        ...(hasConfig || body.includes("pulumi.interpolate`") ? ['import * as pulumi from "@pulumi/pulumi";'] : []),
        'import * as materialize from "pulumi-materialize";',
        "",
        ...(hasConfig ? ["const config = new pulumi.Config();", ""] : []),
        body,
        "",
    ].join("\n");
}

/** Returns the resource options, if there are any. */
function optionsOf({ dependsOn = [] }: Resource, variables: Variables): object[] {
    const used = dependsOn.flatMap(({ kind, qualifiedName }) => variables.use([kind.name], qualifiedName) ?? []);
    return used.length === 0 ? [] : [{ dependsOn: used.map(variable => new Code(variable)) }];
}
