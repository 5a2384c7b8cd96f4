import type { Environment } from "../run/environment";
import type { Run } from "../run/run";
import type { Fields } from "../values/value";
import type { DiffResult } from "./handler";

/** The environment that answers, compared with the one that a state names. */
export interface Connected {
    readonly environmentId: string;
    /** True if the state names another environment, and the setting `environmentId` confirms that the stack has moved. */
    readonly hasMoved: boolean;
}

/** Compares the connected environment with the one of a state. Throws if they differ, unless the move is confirmed. */
export async function checkEnvironment(environment: Environment, state: Fields): Promise<Connected> {
    const environmentId = await environment.id();
    const { environmentId: recorded } = state;
    const hasMoved = typeof recorded === "string" && recorded !== environmentId;
    if (hasMoved && !environment.isConfirmed(environmentId))
        throw otherEnvironment(environment, subjectOf(state), recorded, environmentId);
    return { environmentId, hasMoved };
}

/** Returns the id of the environment for a new object. Throws if a state of this run names another environment. */
export async function checkNewEnvironment(environment: Environment, news: Fields): Promise<string> {
    const environmentId = await environment.id();
    const other = [...environment.recordedIds].find(id => id !== environmentId);
    if (other !== undefined && !environment.isConfirmed(environmentId))
        throw otherEnvironment(environment, `the stack of ${subjectOf(news)}`, other, environmentId);
    return environmentId;
}

/** Records which environment a state names. A preview of a change warns if another one is connected, which refuses the `up`. */
export async function recordEnvironment(
    run: Run,
    environment: Environment,
    olds: Fields,
    { changes }: Pick<DiffResult, "changes">,
): Promise<void> {
    const { environmentId: recorded } = olds;
    if (typeof recorded !== "string") return;
    environment.recordedIds.add(recorded);
    if (!run.isPreview || !changes) return;
    const connected = await environment.previewId();
    if (connected === undefined || connected === recorded || environment.isConfirmed(connected)) return;
    if (run.notices.isFirst("environment"))
        console.log(`warning: ${otherEnvironment(environment, subjectOf(olds), recorded, connected).message}`);
}

const subjectOf = ({ qualifiedName, __kind: kind, __resource: name }: Fields): string =>
    typeof qualifiedName === "string" ? qualifiedName : `the ${String(kind)} resource ${String(name)}`;

const otherEnvironment = (environment: Environment, subject: string, recorded: string, connected: string): Error =>
    new Error(
        `${subject} belongs to the Materialize environment ${recorded}, and the connected one is ${connected}: correct the host, or, if the stack has moved there on purpose, set the environment variable ${environment.confirmation(connected)}. Nothing was changed`,
    );
