import { LETTERS } from "../catalog/privileges";
import { text } from "../sql/names";

const NAMES = Object.entries(LETTERS).map(([name, letter]) => `(${text(letter)}, ${text(name)})`);

/** SQL for the ids of an object that an argument names: with one part in the schema or environment of the session, or by its OID. */
const TARGETS: Readonly<Record<string, string>> = {
    table: "store.named_item(target)",
    type: "store.named_item(target)",
    connection: "store.named_item(target)",
    secret: "store.named_item(target)",
    schema: "(SELECT s.id FROM mz_catalog.mz_schemas s LEFT JOIN mz_catalog.mz_databases d ON d.id = s.database_id WHERE s.name = (string_to_array(target, '.'))[array_upper(string_to_array(target, '.'), 1)] AND COALESCE(d.name, '') IN ('', CASE WHEN target LIKE '%.%' THEN split_part(target, '.', 1) ELSE current_setting('mz.session')::jsonb ->> 'database' END) LIMIT 1)",
    database: "(SELECT d.id FROM mz_catalog.mz_databases d WHERE d.name = target)",
    cluster: "(SELECT c.id FROM mz_catalog.mz_clusters c WHERE c.name = target)",
};

const ACL: Readonly<Record<string, string>> = {
    schema: "schema",
    database: "database",
    cluster: "cluster",
};

const check = (kind: string, target: string): string => `
    CREATE FUNCTION session.has_${kind}_privilege(role text, target text, privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT store.holds(store.known_role(role), (SELECT e.privileges FROM store.entry e WHERE e.id = ${target} AND ${kind in ACL ? `e.kind = '${kind}'` : "e.schema_id IS NOT NULL"}), privilege) $$;
    CREATE FUNCTION session.has_${kind}_privilege(target text, privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT session.has_${kind}_privilege(current_setting('mz.session')::jsonb ->> 'user', target, privilege) $$;`;

/** Functions that relations need: they are created before the relations. */
export const ACL_FUNCTIONS = `
    CREATE FUNCTION session.mz_aclexplode(items store.mz_aclitem[]) RETURNS TABLE (grantor text, grantee text, privilege_type text, is_grantable boolean)
        IMMUTABLE LANGUAGE sql AS $$
        SELECT split_part(item, '/', 2), CASE split_part(item, '=', 1) WHEN '' THEN 'p' ELSE split_part(item, '=', 1) END, names.name, false
        FROM unnest(items::text[]) AS item, unnest(string_to_array(split_part(split_part(item, '=', 2), '/', 1), NULL)) AS letter
        JOIN (VALUES ${NAMES.join(", ")}) AS names (letter, name) USING (letter) $$;
    CREATE FUNCTION store.memberships(role text) RETURNS SETOF text STABLE LANGUAGE sql AS $$
        WITH RECURSIVE members (id) AS (
            SELECT e.id FROM store.entry e WHERE e.kind = 'role' AND e.name = role
            UNION SELECT parent ->> 'roleId' FROM members JOIN store.entry e ON e.kind = 'role' AND e.id = members.id,
                jsonb_array_elements(e.body -> 'memberOf') AS parent)
        SELECT id FROM members $$;`;

/** Functions that read relations: they are created after the relations. */
export const PRIVILEGE_FUNCTIONS = `
    CREATE FUNCTION store.known_role(role text) RETURNS text STABLE LANGUAGE plpgsql AS $$ BEGIN
        IF NOT EXISTS (SELECT FROM store.entry e WHERE e.kind = 'role' AND e.name = role) THEN
            RAISE EXCEPTION 'role "%" does not exist', role USING ERRCODE = '42704'; END IF;
        RETURN role; END $$;
    CREATE FUNCTION store.holds(role text, items store.mz_aclitem[], privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT CASE WHEN items IS NOT NULL THEN EXISTS (SELECT FROM session.mz_aclexplode(items) a
            WHERE a.privilege_type = ANY (string_to_array(upper(replace(privilege, ' ', '')), ','))
            AND (a.grantee = 'p' OR a.grantee IN (SELECT store.memberships(role)))) END $$;
    CREATE FUNCTION store.named_item(target text) RETURNS text STABLE LANGUAGE sql AS $$
        SELECT o.id FROM mz_internal.mz_object_fully_qualified_names o, string_to_array(replace(target, '"', ''), '.') AS parts
        WHERE o.name = parts[array_upper(parts, 1)]
        AND o.schema_name = CASE WHEN cardinality(parts) > 1 THEN parts[cardinality(parts) - 1] ELSE current_setting('mz.session')::jsonb ->> 'schema' END
        AND COALESCE(o.database_name, '') IN ('', CASE WHEN cardinality(parts) > 2 THEN parts[1] ELSE current_setting('mz.session')::jsonb ->> 'database' END)
        LIMIT 1 $$;
    ${Object.entries(TARGETS)
        .map(([kind, target]) => check(kind, target))
        .join("")}
    CREATE FUNCTION session.has_system_privilege(role text, privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT store.holds(store.known_role(role), (SELECT array_agg(privileges) FROM mz_catalog.mz_system_privileges), privilege) $$;
    CREATE FUNCTION session.has_system_privilege(privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT session.has_system_privilege(current_setting('mz.session')::jsonb ->> 'user', privilege) $$;
    CREATE FUNCTION session.has_role(member text, role text, privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT (SELECT r.id FROM mz_catalog.mz_roles r WHERE r.name = store.known_role(role)) IN (SELECT store.memberships(store.known_role(member))) $$;
    CREATE FUNCTION session.pg_has_role(member text, role text, privilege text) RETURNS boolean STABLE LANGUAGE sql AS $$
        SELECT session.has_role(member, role, privilege) $$;
    CREATE FUNCTION session.pg_get_userbyid(role oid) RETURNS text STABLE LANGUAGE sql AS $$
        SELECT COALESCE((SELECT r.name FROM mz_catalog.mz_roles r WHERE r.oid = role), 'unknown (OID=' || role || ')') $$;
    CREATE FUNCTION session.mz_format_privileges(letters text) RETURNS text[] IMMUTABLE LANGUAGE sql AS $$
        SELECT array_agg(privilege_type) FROM session.mz_aclexplode(ARRAY[('=' || letters || '/s1')::store.mz_aclitem]) $$;
    CREATE FUNCTION session.mz_aclitem_grantee(item store.mz_aclitem) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT CASE split_part(item::text, '=', 1) WHEN '' THEN 'p' ELSE split_part(item::text, '=', 1) END $$;
    CREATE FUNCTION session.mz_aclitem_grantor(item store.mz_aclitem) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT split_part(item::text, '/', 2) $$;
    CREATE FUNCTION session.mz_aclitem_privileges(item store.mz_aclitem) RETURNS text IMMUTABLE LANGUAGE sql AS $$
        SELECT split_part(split_part(item::text, '=', 2), '/', 1) $$;`;
