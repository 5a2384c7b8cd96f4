import type { Clock } from "../../../provider/session/retry";

/** Time that passes only while somebody waits. */
export function testClock(): Clock & { passed: number } {
    const time = {
        passed: 0,
        now: () => time.passed,
        sleep: (ms: number) => {
            time.passed += ms;
            return Promise.resolve();
        },
    };
    return time;
}
