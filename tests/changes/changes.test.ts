import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { type GrantKind, isGrant, type Kind, type ObjectKind } from "../../provider/statement/kind";
import { argumentsOf, withClause, optionSql, rowSql } from "../../provider/statement/parts";
import { qualifiedNameOf } from "../../provider/statement/qualifiedName";
import { topArgument } from "../../provider/lifecycle/state";
import { sql, statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { changesOf, type DocumentedChange } from "../../scripts/docs-changes";
import { allCases } from "./cases";
import type { Case, KindCases } from "./cases/case";
import { connected, Life, named, region, server, type Up } from "./support";

/** A statement as docs/changes.md writes it, as a pattern; an ALTER may say whether it validates. */
const pattern = (documented: string): RegExp => {
    const literal = documented.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return new RegExp(
        `^${literal.replaceAll("…", ".+").replaceAll(String.raw`\[secret\]`, ".+")}(?: WITH \\(VALIDATE = \\w+\\))?$`,
        "u",
    );
};

/** The arguments whose values differ. */
const differing = (kind: Kind, before: Fields, after: Fields): string[] => {
    const value = (args: Fields, path: string): string => JSON.stringify(argumentsOf(args).get(path));
    return kind.rows.flatMap(({ path }) => (value(before, path) === value(after, path) ? [] : [path]));
};

/** That an `up` did what the page says of the argument, and nothing else. */
function judge(documented: DocumentedChange, { statements, replaces, said, id }: Up, before: Up, also: readonly string[]): void {
    const patterns = documented.statements.map(pattern);
    if (documented.how === "replacement") {
        expect(replaces).to.include.members([documented.path, ...also].map(topArgument));
        const warned = ["KafkaSource", "SourceTable"].includes(documented.kind) ? 1 : 0;
        expect(said, "why it is replaced, once, and what that costs").to.have.length(1 + warned);
        expect(said[0]).to.contain(" must be replaced: ").and.to.contain(documented.path).and.to.contain(documented.why);
        expect(statements.at(-1)).to.match(/^(?:CREATE|GRANT|ALTER DEFAULT PRIVILEGES) /u);
        expect(statements[0]).to.match(/^(?:DROP|REVOKE|ALTER DEFAULT PRIVILEGES) /u);
        if (!before.id.includes(" ") || documented.path !== "profile") expect(id).not.to.equal(before.id);
        return;
    }
    expect(replaces).to.be.empty;
    const secret = documented.kind === "Secret" && documented.path === "value";
    expect(said).to.deep.equal(secret ? ["Secret it gets another value, which is secret"] : []);
    expect(id).to.equal(before.id);
    for (const statement of statements)
        expect(
            patterns.some(one => one.test(statement)),
            statement,
        ).to.equal(true);
}

async function prove(kind: GrantKind | ObjectKind, cases: KindCases, one: Case, documented: DocumentedChange): Promise<void> {
    const from = named(kind, { ...cases.base, ...one.from });
    const to = named(kind, { ...cases.base, ...one.from, ...one.to });
    expect(differing(kind, from, to)).to.have.members([one.path, ...(one.also ?? [])]);
    const life = new Life(kind, await region(cases.setup));
    const before = await life.up(from);
    if (documented.how === "replacement") await cannotBeAltered(kind, one.path, to);
    if (one.refusal !== undefined) return refused(life, to, documented, one.refusal);
    const after = await life.up(to);
    judge(documented, after, before, one.also ?? []);
    expect(after.statements.length > 0, "a statement").to.equal(documented.how !== "nothing");
    expect(await life.settled(to), "a second up does nothing").to.equal(true);
    judge(documented, await life.up(from), after, one.also ?? []);
    expect(await life.settled(from), "a second up does nothing").to.equal(true);
}

/** That nothing less than a replacement does: Materialize refuses the ALTER. */
async function cannotBeAltered(kind: GrantKind | ObjectKind, path: string, to: Fields): Promise<void> {
    const row = kind.rows.find(each => each.path === path);
    if (isGrant(kind) || row?.position.in !== "options") return;
    const args = { __home: { database: "materialize", schema: "public" }, ...to };
    const value = rowSql(kind, row, args, []);
    if (kind.alter === undefined || value === undefined) return;
    const option = optionSql(row, value);
    const validated = withClause(kind.rows.some(each => each.position.in === "with") ? [sql`VALIDATE = false`] : []);
    const change = {
        target: qualifiedNameOf(kind, args),
        set: [option],
        drop: [],
        with: kind.object === "CONNECTION" ? validated : [],
    };
    const client = await connected(await server());
    try {
        for (const statement of kind.alter(change)) {
            const answer = await client.query(statementText(statement)).then(() => "altered", String);
            expect(answer, statementText(statement)).not.to.equal("altered");
        }
    } finally {
        await client.end();
    }
}

/** Where the recorded server has a feature switched off, the statement is sent all the same. */
async function refused(life: Life, to: Fields, documented: DocumentedChange, refusal: string): Promise<void> {
    const error = await life.up(to).then(String, String);

    expect(error).to.contain(refusal);
    const sent = life.sent.at(-1) ?? "";
    expect(
        documented.statements.some(one => pattern(one).test(sent)),
        sent,
    ).to.equal(true);
}

describe("what changing an argument does", function () {
    this.timeout("60s");
    for (const kind of kinds.values()) {
        const cases = allCases.find(one => one.kind === kind.name);
        describe(kind.name, () => {
            for (const documented of changesOf(kind)) {
                const { path, how } = documented;
                it(`${path}: ${how}`, async () => {
                    const one = cases?.cases.find(each => each.path === path);
                    if (cases === undefined || one === undefined) throw new Error(`there is no case for ${kind.name}.${path}`);
                    await prove(kind, cases, one, documented);
                });
            }
        });
    }
});
