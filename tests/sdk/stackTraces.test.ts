import * as pulumi from "@pulumi/pulumi";
import * as state from "@pulumi/pulumi/runtime/state";
import { expect } from "chai";
import { Secret } from "../../sdk";

/** Pulumi's types leave this function out. */
const getStore = Reflect.get(state, "getStore") as () => { readonly leakCandidates: ReadonlySet<object> };

const LEAKS = "PULUMI_DEBUG_PROMISE_LEAKS";

/** Returns the stack traces of the promises that a call creates and that Pulumi watches for leaks. */
function stackTracesOf(call: () => unknown): string[] {
    const { leakCandidates } = getStore();
    const before = new Set(leakCandidates);
    call();
    return [...leakCandidates]
        .filter(promise => !before.has(promise))
        .map(promise => String(Reflect.get(promise, "_debugStackTrace")));
}

describe("stack traces of a resource's promises", () => {
    before(() =>
        pulumi.runtime.setMocks({
            newResource: ({ name, inputs }) => ({ id: `${name}_id`, state: inputs as object }),
            call: ({ inputs }) => inputs as object,
        }),
    );
    afterEach(() => {
        Reflect.deleteProperty(process.env, LEAKS);
    });

    it("A resource records no stack traces of its promises", () => {
        expect(new Set(stackTracesOf(() => new Secret("s", { value: "v" })))).to.deep.equal(new Set(["Error"]));
    });

    it("A resource records the stack traces of its promises if PULUMI_DEBUG_PROMISE_LEAKS is set", () => {
        process.env[LEAKS] = "true";
        const traces = stackTracesOf(() => new Secret("s", { value: "v" }));
        expect(traces).not.to.be.empty;
        for (const trace of traces) expect(trace).to.contain("stackTraces.test.ts");
    });

    it("A program's errors and other resources keep their stack traces", () => {
        const limit = Error.stackTraceLimit;
        new Secret("s", { value: "v" });
        expect(Error.stackTraceLimit).to.equal(limit);
        const traces = stackTracesOf(() => new pulumi.ComponentResource("test:index:Other", "other"));
        expect(traces).not.to.be.empty;
        for (const trace of traces) expect(trace).to.contain("stackTraces.test.ts");
    });

    it("A resource that cannot be created throws an error with a stack trace", () => {
        const limit = Error.stackTraceLimit;
        expect(() => new Secret("", { value: "v" }))
            .to.throw("Missing resource name argument")
            .with.property("stack")
            .that.contains("stackTraces.test.ts");
        expect(Error.stackTraceLimit).to.equal(limit);
    });
});
