import { expect } from "chai";
import { kinds } from "../../provider/kinds";
import { type AnyKind, hasSubject, type Kind } from "../../provider/statement/kind";
import { kindOn } from "../../provider/statement/versions";
import { argumentsOf, withClause, optionSql, rowSql } from "../../provider/statement/parts";
import { qualifiedNameOf } from "../../provider/statement/qualifiedName";
import { topArgument } from "../../provider/lifecycle/state";
import { NOT_CHECKED } from "../../provider/lifecycle/checkReplacement";
import { sql, statementText } from "../../provider/sql/sql";
import type { Fields } from "../../provider/values/value";
import { changesOf, type DocumentedChange } from "../../scripts/docs-changes";
import { argumentCases } from "./cases/argumentCases";
import type { Case, KindCases } from "./cases/case";
import { connect, StackResource, withUniqueName, resetEnvironment, server, serverVersion, type Up } from "./support";
import { timeLimit } from "../server";

/** Returns the pattern of a statement of docs/changes.md. An ALTER statement may end with the VALIDATE option. */
const pattern = (documented: string): RegExp => {
    const literal = documented.replaceAll(/[.*+?^${}()|[\]\\]/gu, String.raw`\$&`);
    return new RegExp(
        `^${literal.replaceAll("…", ".+").replaceAll(String.raw`\[secret\]`, ".+")}(?: WITH \\(VALIDATE = \\w+\\))?$`,
        "u",
    );
};

/** Lists the arguments whose values differ. */
const changedArguments = (kind: Kind, before: Fields, after: Fields): string[] => {
    const value = (args: Fields, path: string): string => JSON.stringify(argumentsOf(args).get(path));
    return kind.rows.flatMap(({ path }) => (value(before, path) === value(after, path) ? [] : [path]));
};

/** Checks that an `up` had the documented effect and no other. */
function expectDocumentedEffect(
    documented: DocumentedChange,
    { statements, replaces, printed, id }: Up,
    before: Up,
    also: readonly string[],
): void {
    const patterns = documented.statements.map(pattern);
    if (documented.how === "replacement") {
        expect(replaces).to.include.members([documented.path, ...also].map(topArgument));
        const kind = kinds.get(documented.kind);
        const warns = ["losesData", "losesRows", "seenByConsumers"].some(key => kind !== undefined && key in kind);
        const warnings = warns ? 1 : 0;
        const told = printed.filter(line => line !== NOT_CHECKED);
        expect(told, "the reason, and a warning of data loss or of what consumers see").to.have.length(1 + warnings);
        expect(told[0]).to.contain(" must be replaced: ").and.to.contain(documented.path).and.to.contain(documented.why);
        expect(statements.at(-1)).to.match(/^(?:CREATE|GRANT|ALTER DEFAULT PRIVILEGES|ALTER \S+(?: "\w+")? SET) /u);
        expect(statements[0]).to.match(/^(?:DROP|REVOKE|ALTER DEFAULT PRIVILEGES|ALTER \S+(?: "\w+")? RESET) /u);
        if (!before.id.includes(" ") || documented.path !== "profile") expect(id).not.to.equal(before.id);
        return;
    }
    expect(replaces).to.be.empty;
    expectNotices(documented, printed);
    expect(id).to.equal(before.id);
    for (const statement of statements)
        expect(
            patterns.some(one => one.test(statement)),
            statement,
        ).to.equal(true);
}

/** Checks what a change in place prints: which secret argument changes, that a successor makes the change, or that Materialize goes on with it. */
function expectNotices({ kind: name, path, inBackgroundSince }: DocumentedChange, printed: readonly string[]): void {
    const row = kinds.get(name)?.rows.find(one => one.path === path);
    if (inBackgroundSince !== undefined)
        return void expect(printed.filter(line => !line.includes(": waiting for the change in the background: "))).to.deep.equal(
            [],
        );
    if (row?.change.by !== "successor")
        return void expect(printed).to.deep.equal(
            name === "Secret" && path === "value" ? ["Secret it gets another value, which is secret"] : [],
        );
    expect(printed.filter(line => !line.includes(": waiting for "))).to.have.length(1);
    expect(printed[0]).to.contain(` is changed in place: ${path} – by a `);
}

async function testChange(kind: AnyKind, cases: KindCases, one: Case, documented: DocumentedChange): Promise<void> {
    const from = withUniqueName(kind, { ...cases.base, ...one.from });
    const to = withUniqueName(kind, { ...cases.base, ...one.from, ...one.to });
    expect(changedArguments(kind, from, to)).to.have.members([one.path, ...(one.also ?? [])]);
    const resource = new StackResource(kind, await resetEnvironment(cases.setup));
    const before = await resource.up(from);
    if (documented.how === "replacement") await expectAlterRefused(kind, one.path, to);
    if (one.refusal !== undefined) return expectRefusal(resource, to, documented, one.refusal);
    const after = await resource.up(to);
    expectDocumentedEffect(documented, after, before, one.also ?? []);
    expect(after.statements.length > 0, "statements").to.equal(documented.how !== "nothing");
    expect(await resource.hasNoChanges(to), "a second up sends no statement").to.equal(true);
    expectDocumentedEffect(documented, await resource.up(from), after, one.also ?? []);
    expect(await resource.hasNoChanges(from), "a second up sends no statement").to.equal(true);
}

/** Checks that Materialize refuses an ALTER statement for an argument whose change replaces the object. */
async function expectAlterRefused(kind: AnyKind, path: string, to: Fields): Promise<void> {
    const row = kind.rows.find(each => each.path === path);
    if (hasSubject(kind) || row?.position.in !== "options") return;
    const args = { __home: { database: "materialize", schema: "public" }, ...to };
    const value = rowSql(kind, row, args, []);
    if (kind.alter === undefined || value === undefined) return;
    const option = optionSql(row, value);
    const withOptions = withClause(kind.rows.some(each => each.position.in === "with") ? [sql`VALIDATE = false`] : []);
    const change = {
        target: qualifiedNameOf(kind, args),
        set: [option],
        drop: [],
        with: kind.object === "CONNECTION" ? withOptions : [],
    };
    const client = await connect(await server());
    try {
        for (const statement of kind.alter(change)) {
            const answer = await client.query(statementText(statement)).then(() => "altered", String);
            expect(answer, statementText(statement)).not.to.equal("altered");
        }
    } finally {
        await client.end();
    }
}

/** Checks that the documented statement is sent although the recorded server refuses it. */
async function expectRefusal(resource: StackResource, to: Fields, documented: DocumentedChange, refusal: string): Promise<void> {
    const error = await resource.up(to).then(String, String);
    expect(error).to.contain(refusal);
    const sent = resource.sent.at(-1) ?? "";
    expect(
        documented.statements.some(one => pattern(one).test(sent)),
        sent,
    ).to.equal(true);
}

const EFFECTS: Readonly<Record<DocumentedChange["how"], string>> = {
    "in place": "updates the object in place",
    replacement: "replaces the object",
    nothing: "sends no statement",
};

const title = ({ kind, path, how, since }: DocumentedChange): string =>
    `a change of ${kind}.${path} ${EFFECTS[how]}${since === undefined ? "" : ` from ${since} on`}`;

describe("the effects of docs/changes.md", function () {
    this.timeout(timeLimit("60s"));
    for (const kind of kinds.values()) {
        describe(kind.name, () => {
            for (const newest of changesOf(kind)) {
                const { path } = newest;
                it(title(newest), async function () {
                    const { cases, own } = await argumentCases(this, kind, path);
                    const documented = changesOf(kindOn(kind, await serverVersion())).find(each => each.path === path) ?? newest;
                    for (const one of own) await testChange(kind, cases, one, documented);
                });
            }
        });
    }
});
