import { DEADLINES, type Deadlines } from "../session/deadlines";
import { type Settings, settingsOf, type Sources } from "../session/settings";
import { Environment } from "./environment";
import {
    CheckedGrants,
    HeldObjects,
    NameClaims,
    NamespaceRecords,
    NewRolePolicies,
    Notices,
    ProgramObjects,
    Renames,
    Replacements,
    Resumptions,
} from "./records";

/**
 * One preview, `pulumi up`, refresh or destroy: its settings, its connections, and the facts that its resources share. A new one
 * is created when the provider is configured, and is passed to every function that needs it.
 */
export class Run {
    readonly names = new NameClaims();
    readonly grants = new CheckedGrants();
    readonly namespaces = new NamespaceRecords();
    readonly objects = new ProgramObjects();
    readonly renames = new Renames();
    readonly replacements = new Replacements();
    readonly resumptions = new Resumptions();
    readonly notices = new Notices();
    readonly newRolePolicies = new NewRolePolicies();
    /** True in a preview. The engine tells it only to the program, whose resources pass it on. */
    isPreview = false;
    /** True if each grant of the program lists the others, as the resource class of the dynamic provider does. */
    listsGrants = true;
    private readonly held = new HeldObjects();
    private readonly environments = new Map<string | undefined, Environment>();
    private readonly sources: Sources;

    constructor(
        /** Returns a value of the stack configuration by its full key. */
        readonly config: (key: string) => string | undefined = () => undefined,
        environmentVariables: Sources["environment"] = process.env,
        private readonly deadlines: Deadlines = DEADLINES,
        /** The name of the provider resource whose arguments `config` returns. Default: it returns the stack configuration. */
        provider?: string,
    ) {
        this.sources = { config, environment: environmentVariables, provider };
    }

    /** Returns the settings of a resource's profile. */
    settings(profile: unknown): Settings {
        return settingsOf(this.sources, typeof profile === "string" ? profile : undefined);
    }

    /** Returns the environment of a resource's profile. It connects when the first statement is sent. */
    environment(profile: unknown): Environment {
        const key = typeof profile === "string" ? profile : undefined;
        const environment = this.environments.get(key) ?? new Environment(this.settings(profile), this.held, this.deadlines);
        this.environments.set(key, environment);
        return environment;
    }
}
