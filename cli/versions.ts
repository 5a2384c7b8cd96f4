const RANGE = /^\s*(?<operator>\^|>=)\s*(?<least>\d[\d.]*)\s*$/u;

const numbersOf = (version: string): number[] =>
    version
        .replace(/^v/u, "")
        .split(".")
        .map(part => Number.parseInt(part, 10) || 0);

/** Returns a negative number if a version precedes another one, and 0 if they are equal. Only major, minor and patch numbers count. */
function compare(version: string, other: string): number {
    const [one, two] = [numbersOf(version), numbersOf(other)];
    const at = [0, 1, 2].find(index => one[index] !== (two[index] ?? 0)) ?? 0;
    return (one[at] ?? 0) - (two[at] ?? 0);
}

/** True if a version is in a range such as `^20.19.0 || >=22.12.0`, or if the range is of another form, which is not compared. */
export function isInRange(version: string, range: string): boolean {
    return range.split("||").some(part => {
        const { operator, least } = RANGE.exec(part)?.groups ?? {};
        if (operator === undefined || least === undefined) return true;
        return compare(version, least) >= 0 && (operator === ">=" || numbersOf(version)[0] === numbersOf(least)[0]);
    });
}
