import type * as pulumi from "@pulumi/pulumi";
import type * as provider from "../provider";

type Provider = typeof provider;
type Properties = Record<string, unknown>;

/**
 * What Pulumi serializes into the state of every resource. Its methods only load the installed package, so that its text
 * stays small, and the same whatever the package grows to.
 */
export const shell: pulumi.dynamic.ResourceProvider<Properties, Properties> = {
    configure(request) {
        return (require("pulumi-materialize/provider") as Provider).configure(request.config);
    },
    check(olds, news) {
        return (require("pulumi-materialize/provider") as Provider).check(olds, news);
    },
    diff(id, olds, news) {
        return (require("pulumi-materialize/provider") as Provider).diff(id, olds, news);
    },
    create(news) {
        return (require("pulumi-materialize/provider") as Provider).create(news);
    },
    read(id, props) {
        return (require("pulumi-materialize/provider") as Provider).read(id, props ?? {});
    },
    update(id, olds, news) {
        return (require("pulumi-materialize/provider") as Provider).update(id, olds, news);
    },
    delete(id, props) {
        return (require("pulumi-materialize/provider") as Provider).delete(id, props);
    },
};
