/** The names that this run's resources have taken; the provider's process lives as long as one run. */
class Claims {
    private readonly taken = new Map<string, string>();

    /** Takes a name for a resource; a sentence where another one has it. */
    claim(type: string, qualifiedName: string, resource: string, profile: unknown): string | undefined {
        const key = JSON.stringify([typeof profile === "string" ? profile : "", type, qualifiedName]);
        const holder = this.taken.get(key);
        if (holder === undefined) this.taken.set(key, resource);
        if (holder === undefined || holder === resource) return undefined;
        return `${qualifiedName} is made by the resource ${holder} already: give one of the two another name, or another schema`;
    }
}

export const claims = new Claims();
