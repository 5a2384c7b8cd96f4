import { expect } from "chai";
import * as provider from "../../provider";
import { UnfinishedError } from "../../provider/lifecycle/pendingOperations";
import type { Fields } from "../../provider/values/value";
import { inputs } from "../provider/support";
import type { Server } from "../server";
import { privilegeLetters } from "../server/privilegeLetters";
import { query } from "./support";

/** A grant of a program whose grants share each run. */
export class ProgramGrant {
    private id = "";
    state: Fields = {};

    constructor(private readonly name: string) {}

    private async checked(args: Fields): Promise<Fields> {
        const { inputs: news, failures } = await provider.check(this.state, inputs("Grant", args, this.name));
        if (failures.length > 0) throw new Error(failures.map(({ reason }) => reason).join("; "));
        return news;
    }

    /** Creates or updates the grant, as `pulumi up` does. Returns true if there was something to do. */
    async up(args: Fields): Promise<boolean> {
        const news = await this.checked(args);
        if (this.id === "") {
            const created = await provider.create(news).catch((error: unknown) => {
                if (error instanceof UnfinishedError) [this.id, this.state] = [error.id, error.properties];
                throw error;
            });
            [this.id, this.state] = [created.id, created.outs];
            return true;
        }
        const { changes, replaces } = await provider.diff(this.id, this.state, news);
        expect(replaces).to.deep.equal([]);
        if (changes) this.state = (await provider.update(this.id, this.state, news)).outs;
        return changes;
    }

    async hasChanges(args: Fields): Promise<boolean> {
        return (await provider.diff(this.id, this.state, await this.checked(args))).changes;
    }

    async refresh(): Promise<Fields> {
        const { id = "", props = {}, inputs: read = {} } = await provider.read(this.id, this.state);
        [this.id, this.state] = [id, props];
        return read;
    }

    destroy(): Promise<void> {
        return provider.delete(this.id, this.state);
    }
}

/** Returns the privileges of the role on each object of the schema: `orders=ar`. */
export async function heldBy(local: Server, role = "reader"): Promise<string[]> {
    const rows = await query(
        local,
        `SELECT o.name, o.privileges::text AS privileges, r.id FROM mz_objects o JOIN mz_roles r ON r.name = '${role}' WHERE o.id LIKE 'u%' ORDER BY o.name`,
    );
    return rows.flatMap(({ name, privileges, id }) => {
        const letters = privilegeLetters(privileges, id);
        return letters === undefined ? [] : [`${String(name)}=${letters}`];
    });
}
