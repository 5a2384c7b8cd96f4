import { TOKEN_PREFIXES } from "../common/tokens";
import { catalogName } from "../provider/statement/qualifiedName";
import type { ReadObject } from "./readObjects";

/** A resource in the file that `pulumi import --file` reads. */
interface ImportedResource {
    readonly type: string;
    readonly name: string;
    readonly id: string;
    readonly provider?: string;
}

interface ImportFile {
    /** The URNs of providers by name. */
    readonly nameTable?: Readonly<Record<string, string>>;
    readonly resources: readonly ImportedResource[];
}

/** A provider of the stack. */
export interface ProviderName {
    readonly name: string;
    readonly urn: string;
}

/** Returns the content of the file that `pulumi import --file` reads. */
export function importFile(objects: readonly ReadObject[], provider: ProviderName | undefined): ImportFile {
    const own = provider === undefined ? {} : { provider: provider.name };
    return {
        ...(provider === undefined ? {} : { nameTable: { [provider.name]: provider.urn } }),
        resources: objects.map(({ kind, row, name }) => ({
            type: `${TOKEN_PREFIXES.plugin}${kind.name}`,
            name,
            id: catalogName(row),
            ...own,
        })),
    };
}
