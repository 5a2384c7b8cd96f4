import type * as pulumi from "@pulumi/pulumi";
import { CallbackServer } from "@pulumi/pulumi/runtime/callbacks";
import { TOKEN_PREFIXES } from "../common/tokens";
import { applyOptions, type ProviderForm, type ReplacementOrder } from "./resourceOptions";

// A transform of a resource, of a parent or of the stack can set options after the constructor has checked them. Pulumi has no public interface for
// that which runs last, so each kind of transform is reached where all of them pass: `transformations` in a property of the resource, `transforms` in
// the server on which the engine calls them.

/** Returns the type of a kind's resources. */
export const typeOf = (kind: string, form: ProviderForm): string => `${TOKEN_PREFIXES[form]}${kind}`;

/** How the options of a type's resources are checked. */
interface DeclaredType {
    readonly kind: string;
    readonly form: ProviderForm;
    readonly order: ReplacementOrder;
}

const declared = new Map<string, DeclaredType>();

/** Returns the type of a kind's resources, whose options are checked after each transform from then on. */
export function declareType(one: DeclaredType): string {
    const type = typeOf(one.kind, one.form);
    declared.set(type, one);
    return type;
}

type Transformed = Pick<pulumi.ResourceTransformArgs, "name" | "opts" | "props" | "type">;

function applyTransformed({ type, name, props, opts }: Transformed): pulumi.ResourceTransformResult {
    const one = declared.get(type);
    return one === undefined ? { props, opts } : applyOptions({ ...one, name }, { props, opts });
}

const COLLECTED = "__transformations";

/** Checks the options that are left by the `transformations` of resources of a class, their parents and the stack, which Pulumi runs in order. */
export function checkTransformations(prototype: object): void {
    Object.defineProperty(prototype, COLLECTED, {
        set(this: object, collected: readonly pulumi.ResourceTransformation[]) {
            Object.defineProperty(this, COLLECTED, { value: [...collected, applyTransformed], writable: true });
        },
    });
}

const server: Pick<CallbackServer, "registerTransform"> = CallbackServer.prototype;
const register = Reflect.get(server, "registerTransform");

// The server runs the `transforms` of resources, of their parents and of the stack.
server.registerTransform = function (transform) {
    return register.call(this, async args => {
        const result = await transform(args);
        return result?.opts === undefined ? result : applyTransformed({ ...args, ...result });
    });
};
