import { settingHelp } from "./settingSources";

const BECAUSE = `since ${settingHelp(undefined, "offline")} is true`;
const ONLINE = "which is for previews alone: run this with MZ_OFFLINE=false";

/** Materialize is not asked, because the settings say so. */
export class OfflineError extends Error {
    override readonly name = "OfflineError";

    constructor(
        message = `Materialize is not asked, ${BECAUSE}, ${ONLINE}`,
        /** What is known without asking. */
        readonly known?: Readonly<Record<string, unknown>>,
    ) {
        super(message);
    }
}

/** Of a look-up that is not made: what to write in its place. */
export const offlineLookupError = (what: string, instead: string, known?: Readonly<Record<string, unknown>>): OfflineError =>
    new OfflineError(`${what} not looked up, ${BECAUSE}, ${ONLINE}, or ${instead}`, known);

/** What a preview that asks nobody says, once. */
export const OFFLINE_NOTICE = `Materialize is not asked, ${BECAUSE}: it is not known whether what is looked up is there, nor what hangs on what is replaced`;
