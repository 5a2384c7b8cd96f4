import { BlockList, isIPv4, isIPv6 } from "node:net";
import { ofKind, type CatalogObject } from "../catalog/object";
import { internalRelation } from "../catalog/systemRelation";
import { failure } from "../errors";
import type { Plan, Right, Scope } from "../session/plan";
import { checkRights } from "../session/rights";
import { commentOn, listAll } from "../show/listing";
import type { Kind } from "./kind";
import { newObject } from "./support/create";
import { checkLimit, type Limit } from "./support/limits";
import { checkReserved } from "./support/names";

interface Rule {
    readonly name: string;
    readonly action: string;
    readonly direction: string;
    readonly address: string;
}

interface NetworkPolicyBody {
    readonly rules: readonly Rule[];
}

export const isNetworkPolicy = ofKind<NetworkPolicyBody>("network-policy");

const LIMIT: Limit = { label: "Network Policy", setting: "max_network_policies", value: 25, counts: isNetworkPolicy };
const SETTING = "network_policy";
const CREATE: Right = { privilege: "CREATENETWORKPOLICY", on: "SYSTEM" };
const OPEN: Rule = { name: "open_ingress", action: "allow", direction: "ingress", address: "0.0.0.0/0" };

export const networkPolicy: Kind<NetworkPolicyBody> = {
    name: "network-policy",
    namespace: "environment",
    privileges: "U",
    statements: {
        create_network_policy: { plan: createPolicy },
        alter_network_policy: { plan: alterPolicy },
    },
    relations: [
        internalRelation(
            "mz_network_policies",
            "id, name, owner_id, privileges, oid FROM store.entry WHERE kind = 'network-policy'",
        ),
        internalRelation(
            "mz_network_policy_rules",
            `rule ->> 'name' AS name, id AS policy_id, rule ->> 'action' AS action, rule ->> 'address' AS address, rule ->> 'direction' AS direction
             FROM store.entry, jsonb_array_elements(body -> 'rules') AS rule WHERE kind = 'network-policy'`,
        ),
    ],
    listings: [
        listAll(
            "NETWORK POLICIES",
            `o.name, (SELECT string_agg(r.name, ',' ORDER BY r.name) FROM mz_internal.mz_network_policy_rules r WHERE r.policy_id = o.id) AS rules,
             ${commentOn("'network-policy'")}`,
            "mz_internal.mz_network_policies",
        ),
    ],
    limits: [LIMIT],
    initial: {
        lastId: 1,
        objects: [
            {
                ...{ id: "u1", name: "default", body: { rules: [OPEN] } },
                grants: [{ grantee: "s1", grantor: "s1", privileges: "U" }],
            },
        ],
    },
    unowned: true,
    drop: ({ session }, object) => {
        if (session.setting(SETTING) !== object.name) return;
        throw failure("network policy is currently in use", "XX000", {
            hint: "Use ALTER SYSTEM SET 'network_policy' to change the default network policy.",
        });
    },
};

function createPolicy(scope: Scope): Plan {
    const { cursor, catalog, session } = scope;
    cursor.expect("CREATE", "NETWORK", "POLICY");
    const name = cursor.identifier();
    const rules = readRules(scope);
    checkRights(catalog, session, { rights: [CREATE] });
    checkReserved("network policy", name);
    if (catalog.named("network-policy", name)) throw failure(`network policy '${name}' already exists`);
    checkLimit(scope, LIMIT);
    const created = newObject<NetworkPolicyBody>(scope, "network-policy", name, { body: { rules } });
    return { tag: "CREATE NETWORK POLICY", needs: { rights: [CREATE] }, change: { put: [created] } };
}

/** Plans ALTER NETWORK POLICY … SET (RULES (…)), which replaces all rules. */
function alterPolicy(scope: Scope): Plan {
    const { cursor, resolver } = scope;
    cursor.expect("ALTER", "NETWORK", "POLICY");
    const object = resolver.container("network-policy", [cursor.identifier()]);
    cursor.expect("SET");
    const changed: CatalogObject<NetworkPolicyBody> = { ...object, body: { rules: readRules(scope) } };
    if (scope.session.setting(SETTING) === object.name) checkLockout(scope, changed);
    return { tag: "ALTER NETWORK POLICY", needs: { owner: [object] }, change: { put: [changed] } };
}

/** Reads (RULES (name (action = …, direction = …, address = …), …)). */
function readRules({ cursor, session }: Scope): Rule[] {
    const [rules = []] = cursor.list(() => {
        cursor.expect("RULES");
        cursor.symbol("=");
        return cursor.list(() => {
            const name = cursor.identifier();
            const options = cursor.list((): [string, string] => {
                const option = cursor.identifier();
                cursor.symbol("=");
                return [option, cursor.string()];
            });
            return checkedRule(name, Object.fromEntries(options));
        });
    });
    cursor.end();
    const most = session.setting("max_rules_per_network_policy");
    if (rules.length <= Number(most)) return rules;
    throw failure("RULES count exceeds max_rules_per_network_policy.");
}

/** The address of every client. */
const CLIENT = "127.0.0.1";

/** Refuses a policy in use that would shut out the session itself. The port of the system's own users asks no policy. */
export function checkLockout({ session }: Scope, { body: { rules } }: CatalogObject<NetworkPolicyBody>): void {
    const allowed = new BlockList();
    for (const [ip = "", prefix] of rules.map(({ address }) => address.split("/")))
        allowed.addSubnet(ip, Number(prefix), isIPv6(ip) ? "ipv6" : "ipv4");
    if (!session.isSystem && !allowed.check(CLIENT)) throw failure("policy would block current session IP");
}

/** Returns a CIDR block as the server stores it; undefined if it is none. */
function storedBlock(text: string): string | undefined {
    const { ip = "", prefix = "" } = /^(?<ip>[^%]+)\/(?<prefix>\d{1,3})$/u.exec(text)?.groups ?? {};
    if (isIPv4(ip) && Number(prefix) <= 32) return text;
    if (!isIPv6(ip) || Number(prefix) > 128) return undefined;
    const shortest = new URL(`http://[${ip}]`).hostname.slice(1, -1);
    const mapped = /^::ffff:(?<high>[0-9a-f]{1,4}):(?<low>[0-9a-f]{1,4})$/u.exec(shortest)?.groups;
    const bytes = [mapped?.high, mapped?.low]
        .map(part => Number.parseInt(part ?? "", 16))
        .flatMap(part => [part >> 8, part & 255]);
    return `${mapped === undefined ? shortest : `::ffff:${bytes.join(".")}`}/${prefix}`;
}

function checkedRule(name: string, { action, direction, address }: Readonly<Record<string, string>>): Rule {
    if (action === undefined || direction === undefined || address === undefined)
        throw failure("Direction, Address, and Action must specified when creating a rule");
    if (action.toLowerCase() !== "allow") throw failure("Allow is the only valid option");
    if (direction.toLowerCase() !== "ingress") throw failure("Ingress is the only valid option");
    const block = storedBlock(address);
    if (block === undefined) throw failure("Value must be valid IPV4 or IPV6 CIDR");
    return { name, action: action.toLowerCase(), direction: direction.toLowerCase(), address: block };
}
