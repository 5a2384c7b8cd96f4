import { privilegesOf, PUBLIC } from "../values/acl";

/** The session of a role, which queries the catalog. */
export interface RoleSession {
    /** The name with which the role logs in. */
    readonly user: string;
    rows<Row extends object>(query: string): Promise<readonly Row[]>;
}

interface NamedRole {
    readonly id: string;
    readonly name: string;
}

/** The role of a session, and the roles whose privileges it has. */
export class CurrentRole {
    private constructor(
        readonly name: string,
        /** True if the server checks no privileges of the role. */
        readonly isUnrestricted: boolean,
        private readonly roles: readonly NamedRole[],
    ) {}

    static async find(session: RoleSession): Promise<CurrentRole> {
        const [[current], [checks], roles, members] = await Promise.all([
            session.rows<{ name: string; superuser: boolean }>(
                "SELECT current_user AS name, mz_catalog.mz_is_superuser() AS superuser",
            ),
            session.rows<{ enable_rbac_checks: string }>("SHOW enable_rbac_checks"),
            session.rows<NamedRole>("SELECT r.id, r.name FROM mz_catalog.mz_roles r"),
            session.rows<{ role_id: string; member: string }>("SELECT m.role_id, m.member FROM mz_catalog.mz_role_members m"),
        ]);
        const name = current?.name ?? session.user;
        const ids = new Set(roles.filter(role => role.name === name).map(role => role.id));
        // A set yields the elements that are added while it is iterated: the roles of roles.
        for (const id of ids) for (const { role_id: role } of members.filter(({ member }) => member === id)) ids.add(role);
        const isUnrestricted = current?.superuser === true || checks?.enable_rbac_checks === "off";
        return new CurrentRole(
            name,
            isUnrestricted,
            roles.filter(({ id }) => ids.has(id)),
        );
    }

    /** Returns true if the role has a privilege by access control items of the catalog. */
    has(privilege: string, items: string | null): boolean {
        const ids = [PUBLIC, ...this.roles.map(({ id }) => id)];
        return this.isUnrestricted || ids.some(id => privilegesOf(items, id).includes(privilege));
    }

    /** Returns true if the role is another role, or a member of it, directly or through other roles. */
    isMemberOf(role: string): boolean {
        return this.isUnrestricted || this.roles.some(({ name }) => name === role);
    }
}
