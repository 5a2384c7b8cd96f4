import { nearest } from "../../common/nearest";
import { KEYS, profilesOf } from "../../provider/session/settingSources";
import { type Check, failed, type Group, named, note, ok } from "../check";
import type { Machine } from "../../cli/machine";

const PREFIX = "materialize:";
const KNOWN: readonly string[] = [...KEYS, "profiles"];

const configuration: Check<Machine> = {
    name: "configuration",
    run: async machine => {
        const { values, obstacle } = await machine.configuration();
        const count = [...values.keys()].filter(key => key.startsWith(PREFIX)).length;
        if (obstacle === undefined) return ok(`read, with ${String(count)} setting${count === 1 ? "" : "s"} of materialize`);
        return (machine.isConfiguredByVariables ? note : failed)(obstacle.found, obstacle.fix);
    },
};

const unknownSettings: Check<Machine> = {
    name: "unknown settings",
    run: async machine => {
        const { values } = await machine.configuration();
        const unknown = [...values.keys()].filter(key => key.startsWith(PREFIX) && !KNOWN.includes(key.slice(PREFIX.length)));
        return unknown.map(key => {
            const meant = nearest(key.slice(PREFIX.length), KNOWN);
            const advice = meant === undefined ? "" : `, or set ${PREFIX}${meant}, which may be meant`;
            return named(key, note("no setting has this name", `Run \`pulumi config rm ${key}\`${advice}.`));
        });
    },
};

const profiles: Check<Machine> = {
    name: "profiles",
    run: async machine => {
        const names = Object.keys(profilesOf(await machine.sources()));
        return names.length === 0 ? [] : ok(names.join(", "));
    },
};

/** The configuration of the stack. */
export const STACK: Group<Machine> = { title: "Stack", checks: [configuration, unknownSettings, profiles] };
