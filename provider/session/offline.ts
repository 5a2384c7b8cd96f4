import { settingHelp } from "./settingSources";

const BECAUSE = `since ${settingHelp({}, "offline")} is true`;
const ONLINE = "which is only for previews: run this with MZ_OFFLINE=false";

/** A query was refused, since the settings forbid connections. */
export class OfflineError extends Error {
    override readonly name = "OfflineError";

    constructor(
        message = `Materialize cannot be queried, ${BECAUSE}, ${ONLINE}`,
        /** The properties that are known without a query. */
        readonly known?: Readonly<Record<string, unknown>>,
    ) {
        super(message);
    }
}

/** Returns the error for a lookup that is not made, with what to write instead. */
export const offlineLookupError = (what: string, instead: string, known?: Readonly<Record<string, unknown>>): OfflineError =>
    new OfflineError(`${what} not looked up, ${BECAUSE}, ${ONLINE}, or ${instead}`, known);

/** The warning of an offline preview, which is printed once. */
export const OFFLINE_NOTICE = `Materialize cannot be queried, ${BECAUSE}: it is not known whether what is looked up is there, nor what depends on what is replaced`;
