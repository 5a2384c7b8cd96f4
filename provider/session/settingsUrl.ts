import { nearest } from "../../common/nearest";

const FORM =
    "write postgres://user:password@host:port/database?sslmode=…, with percent-encoded special characters in user and password, such as %40 for @ and %23 for #";

/**
 * Matches a URL without an at sign and without "#" after its host. Both are there if a password is not encoded: the host then begins too early, and
 * messages would show a part of the password as host, port or database.
 */
const WELL_FORMED = /^postgres(?:ql)?:\/\/[^/?#]*(?:\/[^/?#@]*)?(?:\?[^#@]*)?$/u;

/**
 * Returns the settings in a URL: its parts, and its parameters, which take precedence. `name` is the environment variable, and `known` the
 * parameters that exist. No error message contains a part of the URL.
 */
export function partsOfUrl(name: string, text: string, known: readonly string[]): ReadonlyMap<string, string> {
    const malformed = new Error(`${name} is not a URL: ${FORM}`);
    if (!WELL_FORMED.test(text) || !URL.canParse(text)) throw malformed;
    const { hostname, port, username, password, pathname, searchParams } = new URL(text);
    const decoded = (part: string): string => {
        try {
            return decodeURIComponent(part);
        } catch {
            throw malformed;
        }
    };
    refuseUnknownParameter(name, [...searchParams.keys()], known);
    return new Map([
        ["host", hostname.replace(/^\[|\]$/gu, "")],
        ["port", port],
        ["user", decoded(username)],
        ["password", decoded(password)],
        ["database", decoded(pathname.slice(1))],
        ...searchParams,
    ]);
}

function refuseUnknownParameter(name: string, given: readonly string[], known: readonly string[]): void {
    const unknown = given.find(key => !known.includes(key));
    if (unknown === undefined) return;
    const meant = nearest(unknown, known);
    // The parameter is not shown: it is a part of a password that contains an unencoded "&".
    throw new Error(
        `${name} has an unknown parameter: ${meant === undefined ? `the parameters are ${known.join(", ")}` : `did you mean "${meant}"?`}`,
    );
}
