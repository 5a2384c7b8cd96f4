import type { Resource } from "./resource";

/** Words that no variable of a program can have as its name, and the names that the program itself uses. */
const RESERVED = new Set(
    (
        "break case catch class const continue debugger default delete do else enum export extends false finally for function if implements import in " +
        "instanceof interface let new null package private protected public return static super switch this throw true try typeof var void while with " +
        "yield await async eval arguments undefined config materialize pulumi"
    ).split(" "),
);

/** The variables of a program that hold its resources. */
export class Variables {
    private readonly byResource = new Map<string, string>();
    /** The variables that an argument refers to. */
    readonly used = new Set<string>();

    constructor(resources: readonly Resource[]) {
        const taken = new Set(RESERVED);
        for (const { kind, name, qualifiedName } of resources) {
            const base = camelCase(name);
            let variable = base;
            for (let count = 2; taken.has(variable); count++) variable = `${base}${count}`;
            taken.add(variable);
            this.byResource.set(`${kind.name} ${qualifiedName}`, variable);
        }
    }

    /** Returns the variable of an object of one of some kinds; undefined if the program does not declare it. */
    of(kinds: readonly string[], qualifiedName: string): string | undefined {
        return kinds.map(kind => this.byResource.get(`${kind} ${qualifiedName}`)).find(found => found !== undefined);
    }

    /** Returns the variable of an object to which an argument refers. */
    use(kinds: readonly string[], qualifiedName: string): string | undefined {
        const found = this.of(kinds, qualifiedName);
        if (found !== undefined) this.used.add(found);
        return found;
    }
}

/** Returns a name as the name of a variable. */
export const camelCase = (name: string): string => {
    const text = name.replaceAll(/_+(?<next>[\p{L}\p{N}])/gu, (...found) => String(found[1]).toUpperCase()).replace(/^_/u, "");
    const first = text.charAt(0).toLowerCase() + text.slice(1);
    return /^\p{L}/u.test(first) ? first : `_${first}`;
};
