import { hasCapability } from "../../../../common/versions";
import type { CatalogObject } from "../../catalog/object";
import { failure } from "../../errors";
import type { Plan, Scope } from "../../session/plan";
import { createIn, inSchema, newItem, readName, refuseExisting, skipped, usesOf } from "../support/create";
import { checkLimit } from "../support/limits";
import { referencesOf, type ConnectionBody } from "./body";
import { connectionDefinition } from "./print";
import { readOption, refuseForeign, resolveOptions } from "./read";
import { CONNECTION_TYPES } from "./types";
import { checkSecrets, validateConnection } from "./validate";

export function createConnection(scope: Scope): Plan {
    const { cursor, catalog, world } = scope;
    cursor.expect("CREATE", "CONNECTION");
    const name = readName(scope);
    cursor.expect("TO");
    const type = CONNECTION_TYPES.find(({ keyword }) => cursor.at(...keyword.split(" "))) ?? cursor.refuse();
    if (type.since !== undefined && !hasCapability(catalog.registry.version.number, type.since))
        throw cursor.unknown("one of AWS or KAFKA or CONFLUENT or POSTGRES or SSH or SQL or MYSQL or ICEBERG");
    cursor.expect(...type.keyword.split(" "));
    const options = resolveOptions(
        scope,
        cursor.list(() => readOption(scope)),
    );
    refuseForeign(type, Object.keys(options));
    type.check(options, catalog, scope.session);
    const head = inSchema(scope, name);
    const validated = readValidate(scope) ?? type.validated;
    const existing = refuseExisting(scope, head);
    const generated = type.generated?.find(candidate => candidate in options);
    if (generated !== undefined) throw failure(`the ${generated} option cannot be explicitly specified`);
    const body: ConnectionBody = { type: type.name, options: type.complete?.(options) ?? options };
    const plan = {
        tag: "CREATE CONNECTION",
        needs: { usage: usesOf(scope, referencesOf(body)), rights: [createIn(head.schema)] },
        ...((validated || type.checkSecret) && {
            validate: async () => {
                checkSecrets(catalog, body);
                if (validated) await validateConnection(catalog, world, body);
            },
        }),
    };
    if (existing) return { ...plan, notices: [skipped("connection", head.name)] };
    if (type.limit) checkLimit(scope, type.limit);
    return { ...plan, change: { put: [newItem(scope, "connection", head, partsOf(scope, body))] } };
}

/** Returns the parts of the catalog object of a connection. */
export function partsOf(
    { catalog }: Scope,
    body: ConnectionBody,
): Pick<CatalogObject<ConnectionBody>, "body" | "definition" | "uses"> {
    return { body, definition: connectionDefinition(body, catalog.registry.version), uses: referencesOf(body) };
}

/** Reads WITH (VALIDATE [= true|false]). */
export function readValidate({ cursor }: Scope): boolean | undefined {
    if (!cursor.take("WITH")) return undefined;
    const given = cursor.list(() => {
        cursor.expect("VALIDATE");
        if (!cursor.symbol("=") && (cursor.atSymbol(")") || cursor.atSymbol(","))) return true;
        const value = ["TRUE", "FALSE"].find(word => cursor.take(word));
        if (value === undefined) throw failure("invalid VALIDATE: cannot use value as boolean");
        return value === "TRUE";
    });
    if (given.length > 1) throw failure("VALIDATE specified more than once");
    return given[0];
}
