import * as pulumi from "@pulumi/pulumi";
import { replaceResources } from "./inputs";
import { perRun } from "./perRun";
import { constructionOf } from "./resource";

/** The arguments of a grant as the provider takes them. */
interface SentGrant {
    readonly on: unknown;
    readonly role: unknown;
    readonly privileges: unknown;
    readonly profile?: string | undefined;
}

/** A grant of the program. */
interface DeclaredGrant extends SentGrant {
    /** Its place in the order in which the program constructs resources. */
    order: number;
}

const declaredGrants = perRun((): DeclaredGrant[] => []);

/**
 * Declares a grant. Returns its arguments with an input that lists the other grants of the program, of which the provider keeps those that concern the
 * grant: grants on all objects of a type and grants on one object must not revoke what the other ones give, in a refresh neither.
 *
 * @internal
 */
export function declareGrant<A extends SentGrant>(args: A): { args: A; construct: (grant: object) => void } {
    if (!isPlain(args)) return { args, construct: () => undefined };
    const all = declaredGrants();
    const own: DeclaredGrant = { ...args, order: Infinity };
    all.push(own);
    const others = afterProgram().then(() =>
        all.filter(other => other !== own && (isOnAll(own) || isOnAll(other)) && mayConcern(own, other)).map(sentArguments),
    );
    return {
        args: { ...args, __others: others },
        construct: grant => {
            own.order = constructionOf(grant) ?? Infinity;
        },
    };
}

/** Resolves when the program has declared the resources that it declares without waiting for anything. */
const afterProgram = (): Promise<unknown> => new Promise(resolve => setImmediate(resolve));

/** Returns true if a grant is on all objects of a type. */
const isOnAll = ({ on }: SentGrant): boolean => isPlain(on) && Object.keys(on).some(key => key.startsWith("all"));

/**
 * Returns true if a grant may need to know of another one. The arguments of one that the program declares later may wait for this grant, which would
 * then wait for them: they are passed on only if they are known without that.
 */
function mayConcern({ role, order }: DeclaredGrant, other: DeclaredGrant): boolean {
    const roles = [role, other.role];
    const areDifferent = role !== other.role && roles.every(one => isPlain(one) && constructionOf(one) !== undefined);
    return !areDifferent && (other.order < order || isKnownBefore([other.on, other.role, other.privileges], order));
}

/**
 * Returns true if a value is an object whose properties are known while the program runs.
 *
 * @internal
 */
export const isPlain = (value: unknown): value is object =>
    typeof value === "object" && value !== null && !pulumi.Output.isInstance(value) && !(value instanceof Promise);

/** Returns true if a value consists of plain values, and of resources that the program constructs before a place in its order. */
function isKnownBefore(value: unknown, order: number): boolean {
    if (!isPlain(value)) return typeof value !== "object" || value === null;
    const place = constructionOf(value);
    if (place !== undefined || "qualifiedName" in value) return place !== undefined && place < order;
    return Object.values(value).every(part => isKnownBefore(part, order));
}

const sentArguments = ({ on, role, privileges, profile }: SentGrant): unknown =>
    replaceResources({ on, role, privileges, ...(profile === undefined ? {} : { profile }) });
