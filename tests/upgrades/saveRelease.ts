// Saves the fixture of the current version, with which later versions are tested. Run it once for each release: `npm run
// upgrades`.
import { version } from "../../package.json";
import { saveRelease } from "./support";

void saveRelease(version).then(
    folder => {
        console.log(`Kept in ${folder}`);
    },
    (error: unknown) => {
        console.error(error instanceof Error ? error.message : error);
        process.exitCode = 1;
    },
);
