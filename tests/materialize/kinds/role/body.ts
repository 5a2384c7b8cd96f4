import type { Catalog } from "../../catalog/catalog";
import { SYSTEM } from "../../catalog/initial";
import { ofKind, type CatalogObject } from "../../catalog/object";
import type { Right } from "../../session/plan";

export interface RoleBody {
    readonly inherit: boolean;
    readonly superuser: boolean;
    readonly login?: boolean;
    readonly password?: string | undefined;
    readonly memberOf: readonly { readonly roleId: string; readonly grantor: string }[];
    /** The settings with which its sessions start. */
    readonly settings: Readonly<Record<string, string>>;
}

export const isRole = ofKind<RoleBody>("role");

export const PASSWORDS_FLAG = "enable_password_auth";

export const CREATEROLE: Right = { privilege: "CREATEROLE", on: "SYSTEM" };

export const NEW: RoleBody = { inherit: true, superuser: false, memberOf: [], settings: {} };

/** Returns a new role. */
export function newRole(catalog: Catalog, name: string, attributes: Partial<RoleBody> = {}): CatalogObject<RoleBody> {
    return {
        ...{ kind: "role", ...catalog.allocate("role"), name, ownerId: SYSTEM, grants: null, uses: [], comments: {} },
        body: { ...NEW, ...attributes },
    };
}
