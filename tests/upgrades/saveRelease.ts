// Keeps what this version makes, so that later ones are tried with it: `npm run upgrades`, once for each release.
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
