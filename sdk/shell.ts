/**
 * The text that the state keeps of every resource, from which Pulumi's dynamic provider loads the installed package. `pulumi.dynamic.Resource` would
 * serialize a function to it, for which each program loads TypeScript's compiler; the text would change with Pulumi's serializer.
 */
export const SHELL = 'exports.handler = () => require("pulumi-materialize/provider");\n';
