import type { Environment } from "../run/environment";
import { definitionText, type Sql } from "../sql/sql";
import type { GrantKind, StatementParts } from "../statement/kind";
import { statementParts } from "../statement/parts";
import { privilegeList } from "../values/privileges";
import { type Fields, withoutAbsent } from "../values/value";
import { checkEnvironment, checkNewEnvironment } from "./environmentCheck";
import { subjectText } from "./subject";
import type { CreateResult, ReadResult, UpdateResult } from "./handler";
import { holdCreated, isHeldByOther, recordDeleted } from "./holding";
import { MaterializeHandler } from "./materializeHandler";
import { withNamesFrom } from "./currentNames";
import { privilegesPath, recallIds, recordedIds, wantedPrivileges } from "./grantStatements";
import { privilegesOfOthers } from "./otherGrants";
import { sendRepeatable } from "./sendRepeatable";
import { strings } from "./state";

/** Handles the grants of one kind that are on one object. Each is all privileges that the role has on it, besides those of the other grants of the program. */
export class GrantHandler extends MaterializeHandler<GrantKind> {
    create(news: Fields): Promise<CreateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const environmentId = await checkNewEnvironment(environment, news);
            await this.grant(environment, news);
            const id = definitionText(this.kind.subject(this.parts(news)));
            return { id, outs: { ...news, environmentId, ...recordedIds(environment, news) } };
        });
    }

    /** Reads the current privileges. The grant is gone if its object or its role is. */
    read(id: string, props: Fields): Promise<ReadResult> {
        return this.run.environment(props.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, props);
            if (hasMoved) return {};
            recallIds(environment, props);
            const held = await this.kind.currentPrivileges(props, environment.catalog.fromSnapshot);
            const path = privilegesPath(this.kind);
            if (held === undefined || (held.length === 0 && path === undefined)) return {};
            const wanted = wantedPrivileges(this.kind, props);
            const others = this.unwanted(environment, props, held);
            const current = held.filter(one => wanted.includes(one) || others.includes(one));
            const isSame = current.length === wanted.length && current.every(one => wanted.includes(one));
            const state = isSame || path === undefined ? props : { ...props, [path]: current };
            const inputs = { ...state, environmentId: undefined, __objectIds: undefined };
            const facts = { environmentId, ...recordedIds(environment, props) };
            return { id, props: { ...state, ...facts }, inputs: withoutAbsent(inputs) };
        });
    }

    update(_: string, olds: Fields, news: Fields): Promise<UpdateResult> {
        return this.run.environment(news.profile).work(async environment => {
            const { environmentId, hasMoved } = await checkEnvironment(environment, olds);
            if (!hasMoved) recallIds(environment, olds);
            await (hasMoved ? this.grant(environment, news) : this.reconcile(environment, news));
            return { outs: { ...news, environmentId, ...recordedIds(environment, news) } };
        });
    }

    /** Revokes what was granted, unless another resource of the program grants it. The object and the role are named as they are called at this time. */
    delete(_: string, olds: Fields): Promise<void> {
        return this.run.environment(olds.profile).work(async environment => {
            recordDeleted(environment, this.kind, olds);
            const { hasMoved } = await checkEnvironment(environment, olds);
            if (hasMoved || isHeldByOther(environment, this.kind, [subjectText(this.kind, olds)], olds)) return;
            recallIds(environment, olds);
            const { catalog } = environment;
            const current = (await this.kind.currentPrivileges(olds, catalog.fromSnapshot)) ?? [];
            const others = privilegesOfOthers(environment, this.kind, olds);
            const left = wantedPrivileges(this.kind, olds).filter(one => current.includes(one) && !others.includes(one));
            if (left.length === 0) return;
            const named = this.kind.rows.map(
                async ({ path, value }) => [path, await withNamesFrom(catalog.fromSnapshot, value.type, olds[path])] as const,
            );
            const args = { ...olds, ...Object.fromEntries(await Promise.all(named)) };
            const statement = this.kind.revoke(this.parts(args), privilegeList(left));
            await this.send(environment, olds, { run: () => environment.run(statement), isDone: none(left) });
        });
    }

    /** Grants what the program wants, and revokes the rest. */
    private async grant(environment: Environment, news: Fields): Promise<void> {
        const statement = this.kind.create(this.parts(news));
        if (this.kind.affectsNewObjects === true) environment.catalog.recordDefaultPrivileges();
        const granted = all(wantedPrivileges(this.kind, news));
        await this.send(environment, news, { run: () => environment.change(statement), isDone: granted });
        holdCreated(environment, this.kind, news);
        await this.revokeOthers(environment, news);
    }

    /** Returns the parts of the statements, of which messages show no secret ones. */
    private parts(args: Fields): StatementParts {
        return statementParts(this.kind, args, strings(args.__secretInputs));
    }

    /**
     * Revokes the privileges that the role had before and the program does not want. A new object has no others, unless default privileges
     * gave them: only then the current catalog is read, which waits seconds right after DDL.
     */
    private async revokeOthers(environment: Environment, news: Fields): Promise<void> {
        const { catalog } = environment;
        const look = (await catalog.hasDefaultPrivileges()) ? catalog.current : catalog.beforeGrants;
        const others = this.unwanted(environment, news, (await this.kind.currentPrivileges(news, look)) ?? []);
        if (others.length === 0) return;
        const statement = this.kind.revoke(this.parts(news), privilegeList(others));
        await this.send(environment, news, { run: () => environment.change(statement), isDone: none(others) });
    }

    /** Grants the privileges that are missing, and revokes those that are not wanted. */
    private async reconcile(environment: Environment, news: Fields): Promise<void> {
        const wanted = wantedPrivileges(this.kind, news);
        const current = (await this.kind.currentPrivileges(news, environment.catalog.current)) ?? [];
        const parts = this.parts(news);
        const missing = wanted.filter(one => !current.includes(one));
        const others = this.unwanted(environment, news, current);
        const change = (statement: Sql, isDone: Change["isDone"]): Promise<void> =>
            this.send(environment, news, { run: () => environment.change(statement), isDone });
        if (missing.length > 0) await change(this.kind.grant(parts, privilegeList(missing)), all(missing));
        if (others.length > 0) await change(this.kind.revoke(parts, privilegeList(others)), none(others));
    }

    /** Returns the privileges that neither this grant nor another one of the program gives. */
    private unwanted(environment: Environment, args: Fields, current: readonly string[]): string[] {
        const given = [...wantedPrivileges(this.kind, args), ...privilegesOfOthers(environment, this.kind, args)];
        return current.filter(one => !given.includes(one));
    }

    /** Runs a GRANT or REVOKE. */
    private send(environment: Environment, args: Fields, { run, isDone }: Change): Promise<void> {
        const current = async (): Promise<readonly string[]> =>
            (await this.kind.currentPrivileges(args, environment.catalog.current)) ?? [];
        return sendRepeatable({ run, isDone: async () => isDone(await current()) });
    }
}

/** A GRANT or REVOKE. */
interface Change {
    readonly run: () => Promise<void>;
    /** Returns true if the privileges of the catalog show that it was run. */
    readonly isDone: (current: readonly string[]) => boolean;
}

const all =
    (names: readonly string[]): Change["isDone"] =>
    current =>
        names.every(one => current.includes(one));

const none =
    (names: readonly string[]): Change["isDone"] =>
    current =>
        !names.some(one => current.includes(one));
