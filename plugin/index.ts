import { endWithEngine } from "../provider/run/endWithEngine";
import { startServer } from "./server";

// The program that Pulumi's engine starts. It prints the port of its server in the first line of its output.

endWithEngine();

startServer().then(
    ({ port }) => {
        process.stdout.write(`${String(port)}\n`);
    },
    (error: unknown) => {
        throw error;
    },
);
