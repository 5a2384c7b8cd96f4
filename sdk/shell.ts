import type * as pulumi from "@pulumi/pulumi";
import type * as provider from "../provider";

type Provider = typeof provider;
type Properties = Record<string, unknown>;

/**
 * What Pulumi serializes into the state of every resource. Its methods only load the installed package, so that its text
 * stays small, and the same whatever the package grows to.
 */
export const shell: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
    configure: (...of) => (require("pulumi-materialize/provider") as Provider).configure(...of),
    check: (...of) => (require("pulumi-materialize/provider") as Provider).check(...of),
    diff: (...of) => (require("pulumi-materialize/provider") as Provider).diff(...of),
    create: (...of) => (require("pulumi-materialize/provider") as Provider).create(...of),
    read: (...of) => (require("pulumi-materialize/provider") as Provider).read(...of),
    update: (...of) => (require("pulumi-materialize/provider") as Provider).update(...of),
    delete: (...of) => (require("pulumi-materialize/provider") as Provider).delete(...of),
};
