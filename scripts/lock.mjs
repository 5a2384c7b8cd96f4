// A lock between processes that outlives none of them, not even one that was killed with -9.
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, utimes, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";

const ASKED_EVERY = 200;
const BEATS_EVERY = 5_000;
/** A process number may have been given to another program meanwhile, so an owner must also show that it lives. */
const DEAD_AFTER = 60_000;
const RELEASED = "released";

/**
 * Runs `work` while no other process runs what has the same lock.
 *
 * The lock is a folder of numbered files; whoever made the highest owns it. It is taken by making the next number, which only one
 * can, and the highest is never removed: so nobody can take away a lock that has been taken over meanwhile.
 * @template T
 * @param {string} folder
 * @param {() => Promise<T>} work
 * @param {(wait: () => Promise<void>) => Promise<void>} [waiting] is given the wait, if there is one, to say so around it
 * @returns {Promise<T>}
 */
export async function withLock(folder, work, waiting = wait => wait()) {
    mkdirSync(folder, { recursive: true });
    let mine = take(folder);
    if (!mine) {
        await waiting(async () => {
            while (!(mine = take(folder))) await sleep(ASKED_EVERY);
        });
    }
    const file = join(folder, String(mine));
    const beat = setInterval(() => {
        utimes(file, new Date(), new Date(), () => undefined);
    }, BEATS_EVERY);
    try {
        return await work();
    } finally {
        clearInterval(beat);
        writeFileSync(file, RELEASED);
    }
}

/** @param {string} folder */
function take(folder) {
    const last = Math.max(0, ...numbers(folder));
    if (last > 0 && isHeld(join(folder, String(last)))) return undefined;
    const mine = last + 1;
    try {
        writeFileSync(join(folder, String(mine)), String(process.pid), { flag: "wx" });
    } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code === "EEXIST") return undefined;
        throw error;
    }
    const present = numbers(folder);
    const passed = present.some(number => number > mine);
    for (const number of present)
        if (number < mine || (passed && number === mine)) rmSync(join(folder, String(number)), { force: true });
    return passed ? undefined : mine;
}

/** @param {string} folder */
function numbers(folder) {
    return readdirSync(folder).map(Number).filter(Number.isInteger);
}

/** @param {string} file */
function isHeld(file) {
    try {
        const owner = readFileSync(file, "utf8");
        if (owner === RELEASED || Date.now() - statSync(file).mtimeMs > DEAD_AFTER) return false;
        return owner === "" || isAlive(Number(owner));
    } catch (error) {
        if (/** @type {NodeJS.ErrnoException} */ (error).code === "ENOENT") return true;
        throw error;
    }
}

/**
 * Whether a process has this number.
 * @param {number} pid
 */
export function isAlive(pid) {
    try {
        process.kill(pid, 0);
        return true;
    } catch (error) {
        return /** @type {NodeJS.ErrnoException} */ (error).code === "EPERM";
    }
}
