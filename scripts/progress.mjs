// Shows the progress of a step on standard error: one line that is updated on a terminal, otherwise a line every 30 s.

const SHOW_AFTER_MS = 2_000;
const REMIND_EVERY_MS = 30_000;

/** @param {number} milliseconds */
export function duration(milliseconds) {
    const seconds = Math.round(milliseconds / 1000);
    return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

/**
 * Runs `work` and shows its progress.
 * @template T
 * @param {string} label the name of the step, such as "Installing dependencies"
 * @param {() => Promise<T> | T} work
 * @returns {Promise<T>}
 */
export async function step(label, work) {
    const started = Date.now();
    const elapsed = () => Date.now() - started;
    const line = process.stderr.isTTY ? rewrittenLine(label) : plainLines(label);
    const timer = setInterval(() => line.tick(duration(elapsed())), process.stderr.isTTY ? 1_000 : REMIND_EVERY_MS);
    let outcome = "failed";
    try {
        const result = await work();
        outcome = "done";
        return result;
    } finally {
        clearInterval(timer);
        line.end(elapsed() < SHOW_AFTER_MS && outcome === "done" ? "" : `${outcome} after ${duration(elapsed())}`);
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
