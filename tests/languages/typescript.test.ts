import { describeExample } from "./program";

describeExample({
    language: "typescript",
    file: "index.ts",
    host: "pulumi-language-nodejs",
    // `npm test` checks the types of the examples, which include those of AWS.
    prepare: () => Promise.resolve({ PULUMI_NODEJS_TRANSPILE_ONLY: "true" }),
});
