import { randomBytes } from "node:crypto";
import { firstVersion, hasCapability } from "../../common/versions";
import { ServerError } from "../session/errors";
import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import { sql, keyword } from "../sql/sql";
import type { ObjectKind } from "../statement/kind";
import { argumentsOf, statementParts } from "../statement/parts";
import type { Fields } from "../values/value";
import { argumentReferences } from "./argumentReferences";
import { missingRight } from "./missingRight";
import { checkCapabilities } from "./serverVersion";
import { strings } from "./state";

/** Printed once in a run that replaces objects of an older version. */
export const NOT_CHECKED = `The server is not asked whether a replacement can be created before the object is dropped: only the answers of Materialize ${firstVersion("dryRuns")} and newer are known`;

/**
 * Asks the server whether the replacement of an object can be created, before the object and its dependants are dropped. Nothing is created: the
 * statement has another name, and is explained, or rolled back.
 */
export async function checkReplacement(run: Run, environment: Environment, kind: ObjectKind, news: Fields): Promise<void> {
    await checkCapabilities(environment, kind, news);
    const missing = await missingRight(environment, kind, news);
    if (missing !== undefined) throw refusal(news, missing);
    const { dryRun } = kind;
    if (dryRun === undefined) {
        await checkReferences(environment, kind, news);
        return checkValues(environment, kind, news);
    }
    if (!hasCapability(await environment.version(), "dryRuns")) {
        if (run.notices.isFirst("unchecked replacements")) console.log(NOT_CHECKED);
        return;
    }
    const name = `pulumi_check_${randomBytes(6).toString("hex")}`;
    const args = { ...news, ...dryRun.args?.(news, name), name };
    const create = kind.create(statementParts(kind, args, strings(news.__secretInputs)));
    try {
        if (dryRun.by === "block") await environment.runAndRollBack(create);
        else await environment.run(sql`EXPLAIN ${keyword(dryRun.stage)} FOR ${create}`);
    } catch (error) {
        if (!(error instanceof ServerError)) throw error;
        if (dryRun.by === "explain" && dryRun.accepted !== undefined && error.message.includes(dryRun.accepted)) return;
        throw refusal(news, `Materialize refuses the new statement. ${error.message.replaceAll(name, String(news.name))}`);
    }
}

/** Looks up the objects that the arguments name, where no statement checks them. */
async function checkReferences(environment: Environment, kind: ObjectKind, news: Fields): Promise<void> {
    // What an argument refers to by a resource exists, since Pulumi creates it before.
    const references = argumentReferences(kind, news).filter(({ isResource }) => !isResource);
    const found = await Promise.all(references.map(({ lookup }) => environment.catalog.find(lookup)));
    const missing = references.find((_, at) => found[at] === undefined);
    if (missing !== undefined) throw refusal(news, `${missing.argument} names ${missing.qualifiedName}, which does not exist`);
}

/** Compares arguments with the values that the server knows. */
async function checkValues(environment: Environment, kind: ObjectKind, news: Fields): Promise<void> {
    for (const { path, known } of kind.rows) {
        const value = argumentsOf(news).get(path);
        if (known === undefined || typeof value !== "string") continue;
        const values = (await environment.rows<{ value: string }>(known)).map(row => row.value);
        if (!values.includes(value))
            throw refusal(news, `${path} is ${JSON.stringify(value)}, and this Materialize has ${values.join(", ")}`);
    }
}

const refusal = ({ qualifiedName }: Fields, reason: string): Error =>
    new Error(`${String(qualifiedName)} cannot be replaced, and nothing has been dropped: ${reason}`);
