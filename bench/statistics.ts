/** Returns the median; for an even count, the mean of the two values in the middle. */
export function median(values: readonly number[]): number {
    const sorted = values.toSorted((one, other) => one - other);
    const [low = NaN, high = NaN] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
    return (low + high) / 2;
}

export const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
