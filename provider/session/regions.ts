import { Catalog } from "../catalog/catalog";
import { Session } from "./session";
import { type Settings, settingsOf, type Sources } from "./settings";

/** One Materialize that resources are made in. */
export interface Region {
    readonly session: Session;
    readonly catalog: Catalog;
    /** Who makes and owns what is made. */
    readonly user: string;
}

/** The Materializes of a run: the one of the settings, and one for each profile. */
export class Regions {
    private readonly open = new Map<string | undefined, Region>();

    constructor(private readonly sources: Sources) {}

    /** The settings of a resource's profile. */
    settings(profile: unknown): Settings {
        return settingsOf(this.sources, typeof profile === "string" ? profile : undefined);
    }

    /** The Materialize of a resource's profile. */
    of(profile: unknown): Region {
        const key = typeof profile === "string" ? profile : undefined;
        const known = this.open.get(key);
        if (known !== undefined) return known;
        const settings = this.settings(profile);
        const session = new Session(settings);
        const region = { session, catalog: new Catalog(session), user: settings.user };
        this.open.set(key, region);
        return region;
    }
}
