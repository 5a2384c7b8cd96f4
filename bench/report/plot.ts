import type { Results } from "./report";

/** One bar: ours over its floors. */
interface Bar {
    readonly label: string;
    readonly ratio: number;
}

const LABELS = 250;
const SCALE = 180;
const ROW = 18;
const MARGIN = 24;

/** What is as quick as its floor. */
const EVEN = 1;

/** A bar for each operation, with a line where ours is as quick as its floor. */
export function plotOf(results: Results): string {
    const bars = barsOf(results);
    const longest = Math.max(EVEN, ...bars.map(({ ratio }) => ratio));
    const [width, height] = [LABELS + SCALE * longest + 3 * MARGIN, ROW * bars.length + 2 * MARGIN];
    const even = LABELS + SCALE * EVEN;
    return [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width.toFixed(0)} ${height.toFixed(0)}" font-family="sans-serif" font-size="11">`,
        `<rect width="100%" height="100%" fill="white"/>`,
        `<text x="${even.toFixed(0)}" y="14" text-anchor="middle">as quick as its floor</text>`,
        ...bars.map(drawn),
        `<line x1="${even.toFixed(0)}" x2="${even.toFixed(0)}" y1="${MARGIN.toFixed(0)}" y2="${(height - MARGIN).toFixed(0)}" stroke="black" stroke-dasharray="3"/>`,
        "</svg>\n",
    ].join("\n");
}

function drawn({ label, ratio }: Bar, at: number): string {
    const y = MARGIN + ROW * at;
    const length = SCALE * ratio;
    return [
        `<text x="${(LABELS - 6).toFixed(0)}" y="${(y + 12).toFixed(0)}" text-anchor="end">${label}</text>`,
        `<rect x="${LABELS.toFixed(0)}" y="${(y + 2).toFixed(0)}" width="${length.toFixed(1)}" height="${(ROW - 4).toFixed(0)}" fill="#7aa6c2"/>`,
        `<text x="${(LABELS + length + 4).toFixed(1)}" y="${(y + 12).toFixed(0)}">${ratio.toFixed(2)}</text>`,
    ].join("\n");
}

function barsOf({ networks, objects }: Results): Bar[] {
    const own = (networks?.compared ?? []).map(({ operation, ratio }) => ({ label: `networks: ${operation}`, ratio }));
    const others = objects.flatMap(({ objects: count, delay, compared }) =>
        compared.map(({ operation, ratio }) => ({
            label: `${String(count)} objects, ${delay === undefined ? "" : `${String(delay)} ms, `}${operation}`,
            ratio,
        })),
    );
    return [...own, ...others];
}
