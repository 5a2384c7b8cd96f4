// What a step does and how long it has been at it, on standard error: one rewritten line on a terminal, else a line every 30 s.

const SHOWN_AFTER = 2_000;
const REMINDED_EVERY = 30_000;

/** @param {number} milliseconds */
export function duration(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs `work` and says so.
 * @template T
 * @param {string} label what the step does, such as "Installing dependencies"
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
    const started = Date.now();
    const elapsed = () => Date.now() - started;
    const line = process.stderr.isTTY ? rewrittenLine(label) : plainLines(label);
    const timer = setInterval(() => line.tick(duration(elapsed())), process.stderr.isTTY ? 1_000 : REMINDED_EVERY);
    let outcome = "failed";
    try {
        const result = await work();
        outcome = "done";
        return result;
    } finally {
        clearInterval(timer);
        line.end(elapsed() < SHOWN_AFTER && outcome === "done" ? "" : `${outcome} after ${duration(elapsed())}`);
    }
}

/** @param {string} label */
function rewrittenLine(label) {
    const write = (/** @type {string} */ text) => process.stderr.write(`\r\x1b[2K${text}`);
    write(`${label} …`);
    return {
        tick: (/** @type {string} */ time) => write(`${label} … ${time}`),
        end: (/** @type {string} */ outcome) => write(outcome && `${label} … ${outcome}\n`),
    };
}

/** @param {string} label */
function plainLines(label) {
    const write = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
    write(`${label} …`);
    return {
        tick: (/** @type {string} */ time) => write(`${label} … ${time}`),
        end: (/** @type {string} */ outcome) => outcome && write(`${label} … ${outcome}`),
    };
}
