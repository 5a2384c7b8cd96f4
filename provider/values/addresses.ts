import { hostProblem, urlProblem } from "../../common/addresses";
import { text } from "./scalars";
import { isUnknown, type ValueType } from "./value";

/** Returns the value type of an address. It may contain a password by mistake, so that no message shows it. */
const address = (description: string, problemOf: (value: string) => string | undefined): ValueType<string> => {
    const plain = text();
    return {
        ...plain,
        type: { type: "string", minBytes: 1, description },
        acceptsSecret: true,
        check(value, context) {
            const problems = plain.check.call(this, value, context);
            if (problems.length > 0 || typeof value !== "string" || isUnknown(value)) return problems;
            const problem = problemOf(value);
            return problem === undefined ? [] : context.problem(problem);
        },
    };
};

/** The name or the address of a server. Its port is a separate argument. */
export const host = address("a host", value => hostProblem(value, "port"));

/** The arguments that take the credentials, and whether the URL can have a path. */
interface UrlRule {
    readonly credentials: string;
    readonly path: boolean;
}

/** Returns the value type of the URL of a server. */
export const serverUrl = ({ credentials, path }: UrlRule): ValueType<string> =>
    address("a URL", value => {
        const problem = urlProblem(value, credentials);
        if (problem !== undefined) return problem;
        if (!/^https?:\/\//u.test(value) || !URL.canParse(value)) return 'is not a URL: write "https://host:port"';
        return path || new URL(value).pathname === "/" ? undefined : "must have no path after its host and port";
    });

/** Returns the value type of a name that can be a URL. */
export const nameOrUrl = (credentials: string): ValueType<string> =>
    address("a name or a URL", value => (value.includes("://") ? urlProblem(value, credentials) : undefined));
