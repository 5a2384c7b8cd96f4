// Brings the argument types of sdk/ and the value types of provider/ into one form, so that they can be compared.
import type * as pulumi from "@pulumi/pulumi";
import type { MaterializeObject } from "../../sdk/resource";
import type { Row } from "../../provider/statement/kind";
import type { ResourceReference } from "../../provider/values/reference";
import type { ValueOf } from "../../provider/values/value";

/** A reference in comparable form: the kinds of a resource, and whether a name elsewhere can be given. */
interface ToResource<K> {
    readonly resource: K;
}
interface ToName {
    readonly elsewhere: true;
}

/** An object in comparable form: all properties of all alternatives. */
interface Merged<T> {
    readonly properties: { [K in KeysOf<T>]-?: Normal<PropertyOf<T, K>> };
}
type KeysOf<T> = T extends unknown ? NamedKeys<T> : never;
type NamedKeys<T> = keyof { [K in keyof T as string extends K ? never : [NonNullable<T[K]>] extends [never] ? never : K]: 1 };
type PropertyOf<T, K extends PropertyKey> = T extends unknown ? (K extends keyof T ? T[K] : never) : never;

type Known<T> = T extends pulumi.OutputInstance<unknown> | Promise<unknown> | null | undefined ? never : T;

/** The parts of a union, by their form. */
type Primitive<T> = T extends string | number | boolean ? T : never;
type Resources<T> = T extends MaterializeObject<infer K> ? K : T extends ResourceReference<infer K> ? K : never;
type Names<T> = T extends MaterializeObject | ResourceReference ? never : T extends { readonly name: unknown } ? true : never;
type Lists<T> = T extends readonly (infer Item)[] ? Item : never;
type Objects<T> = T extends
    string | number | boolean | readonly unknown[] | MaterializeObject | ResourceReference | { readonly name: unknown }
    ? never
    : T;

type NormalKnown<T> =
    | Primitive<T>
    | ([Resources<T>] extends [never] ? never : ToResource<Resources<T>>)
    | ([Names<T>] extends [never] ? never : ToName)
    | ([Lists<T>] extends [never] ? never : { readonly items: Normal<Lists<T>> })
    | ([Objects<T>] extends [never] ? never : Merged<Objects<T>>);

/** A type in comparable form. */
export type Normal<T> = NormalKnown<Known<T>>;

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;

/** The paths of arguments; those of an argument that the rows declare as a group are the paths of its properties. */
type Paths<Args, Groups extends string> = {
    [K in KeysOf<Args> & string]: K extends Groups ? `${K}.${KeysOf<Known<PropertyOf<Args, K>>> & string}` : K;
}[KeysOf<Args> & string];

type GroupOf<P extends string> = P extends `${infer Group}.${string}` ? Group : never;

type At<Args, P extends string> = P extends `${infer Group}.${infer Rest}`
    ? At<Known<PropertyOf<Args, Group>>, Rest>
    : PropertyOf<Args, P>;

type RowPaths<R extends Row> = R["path"];
type RowValue<R extends Row, P> = ValueOf<Extract<R, { readonly path: P }>["value"]>;

/** The paths that differ between the arguments of a class and the rows of its kind; never if there are none. */
export type Differences<Args, Declared extends { readonly rows: readonly Row[] }> = DifferencesOf<Args, Declared["rows"][number]>;

type DifferencesOf<Args, R extends Row, Given extends string = Paths<Args, GroupOf<RowPaths<R>>>> =
    | { [P in Exclude<Given, RowPaths<R>>]: `${P} has no row` }[Exclude<Given, RowPaths<R>>]
    | { [P in Exclude<RowPaths<R>, Given>]: `${P} is no argument` }[Exclude<RowPaths<R>, Given>]
    | {
          [P in Given & RowPaths<R>]: Equal<Normal<At<Args, P>>, Normal<RowValue<R, P>>> extends true
              ? never
              : `${P} has another type`;
      }[Given & RowPaths<R>];
