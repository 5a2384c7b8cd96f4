import { privilegesOf, PUBLIC } from "../provider/values/acl";
import type { EnvironmentContext } from "./environmentContext";

/** The role that the settings name, and the roles whose privileges it has. */
export class CurrentRole {
    private constructor(
        readonly name: string,
        /** True if the server checks no privileges of the role. */
        readonly isUnrestricted: boolean,
        private readonly ids: readonly string[],
    ) {}

    static async find(context: EnvironmentContext): Promise<CurrentRole> {
        const [[session], [checks], roles, members] = await Promise.all([
            context.rows<{ name: string; superuser: boolean }>(
                "SELECT current_user AS name, mz_catalog.mz_is_superuser() AS superuser",
            ),
            context.rows<{ enable_rbac_checks: string }>("SHOW enable_rbac_checks"),
            context.rows<{ id: string; name: string }>("SELECT id, name FROM mz_catalog.mz_roles"),
            context.rows<{ role_id: string; member: string }>("SELECT role_id, member FROM mz_catalog.mz_role_members"),
        ]);
        const name = session?.name ?? context.settings.user;
        const ids = new Set(roles.filter(role => role.name === name).map(role => role.id));
        // A set yields the elements that are added while it is iterated: the roles of roles.
        for (const id of ids) for (const { role_id: role } of members.filter(({ member }) => member === id)) ids.add(role);
        return new CurrentRole(name, session?.superuser === true || checks?.enable_rbac_checks === "off", [...ids]);
    }

    /** Returns true if the role has a privilege by access control items of the catalog. */
    has(privilege: string, items: string | null): boolean {
        return this.isUnrestricted || [PUBLIC, ...this.ids].some(id => privilegesOf(items, id).includes(privilege));
    }
}
