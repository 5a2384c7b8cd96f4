import { ofKind } from "../../catalog/object";
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

export const CREATEROLE: Right = { privilege: "CREATEROLE", on: "SYSTEM" };
