import tsdoc from "eslint-plugin-tsdoc";
import tseslint from "typescript-eslint";

/** Returns the patterns that match an import of a folder, or of a file in it. */
const folder = name => [`**/${name}`, `**/${name}/**`];

/** The layers of provider/, each of which imports only those before it. */
const LAYERS = ["sql", "values", "statement", "kinds", "session", "catalog", "run", "lifecycle", "helpers"];

/** Returns the rule that forbids imports of modules, according to docs/architecture.md. Of the modules in `typesOnly`, types may be imported. */
const forbidImports = (message, modules, typesOnly = []) => ({
    "@typescript-eslint/no-restricted-imports": [
        "error",
        {
            patterns: [
                { group: modules, message },
                ...(typesOnly.length > 0 ? [{ group: typesOnly, message, allowTypeImports: true }] : []),
            ],
        },
    ],
});

export default tseslint.config(
    { ignores: ["dist/", "node_modules/", "docs/reference/", ".quickstart/", "sdks/", "tests/upgrades/[0-9]*/"] },
    {
        files: ["**/*.ts", "scripts/**/*.mjs"],
        extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
        languageOptions: { parserOptions: { projectService: true } },
        rules: {
            "max-lines": ["error", { max: 300 }],
            "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
            "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
            "@typescript-eslint/consistent-type-imports": "error",
        },
    },
    {
        files: ["common/**/*.ts"],
        rules: forbidImports("common/ imports nothing of the other folders, and no client of a server.", [
            ...["pg", "@pulumi/*", "@aws-sdk/*", "@smithy/*", "@platformatic/*"],
            ...["provider", "sdk", "components", "tests"].flatMap(folder),
        ]),
    },
    {
        files: ["provider/**/*.ts"],
        rules: forbidImports(
            "provider/ imports common/, and neither Pulumi, sdk/, components/, plugin/ nor tests/. Only the folder aws/ imports the AWS SDK.",
            [...["@pulumi/*", "@aws-sdk/*", "@smithy/*"], ...["sdk", "components", "plugin", "tests"].flatMap(folder)],
        ),
    },
    ...LAYERS.map((layer, at) => ({
        files: [`provider/${layer}/**/*.ts`],
        rules: forbidImports(
            `provider/${layer}/ imports only the layers before it: ${LAYERS.slice(0, at).join(", ") || "none"}.`,
            [
                ...["@pulumi/*", "@aws-sdk/*", "@smithy/*"],
                ...["sdk", "components", "tests", ...LAYERS.slice(at + 1), "lookups", "handlers"].flatMap(folder),
            ],
        ),
    })),
    {
        files: ["provider/**/aws/**/*.ts"],
        rules: forbidImports(
            "The folder aws/ imports neither Pulumi, sdk/, components/ nor tests/. Only awsSdk.ts imports more than types of the AWS SDK, which it loads when it is first used.",
            ["@pulumi/*", ...["sdk", "components", "tests"].flatMap(folder)],
            ["@aws-sdk/*", "@smithy/*"],
        ),
    },
    {
        files: ["sdk/**/*.ts"],
        rules: forbidImports(
            "sdk/ imports Pulumi, common/ and types of provider/; neither components/ nor tests/, and no client of a server.",
            ["pg", "@pulumi/aws", "@aws-sdk/*", "@smithy/*", ...["components", "tests"].flatMap(folder)],
            folder("provider"),
        ),
    },
    {
        files: ["components/**/*.ts"],
        rules: forbidImports(
            "components/ import sdk/, common/ and Pulumi's packages; neither provider/ nor tests/, and no client of a server.",
            ["pg", "@aws-sdk/*", "@smithy/*", ...["provider", "tests"].flatMap(folder)],
        ),
    },
    {
        files: ["doctor/**/*.ts"],
        rules: forbidImports(
            "doctor/ imports cli/, common/, and of provider/ session/, kinds/, statement/, values/ and sql/; neither Pulumi, sdk/, components/ nor tests/.",
            [
                ...["@pulumi/*", "@aws-sdk/*", "@smithy/*", "pg"],
                ...["sdk", "components", "tests", "catalog", "run", "lifecycle", "helpers"].flatMap(folder),
            ],
        ),
    },
    {
        files: ["cli/**/*.ts"],
        rules: forbidImports("cli/ imports common/, provider/session/, and the commands in doctor/ and importer/.", [
            ...["@pulumi/*", "@aws-sdk/*", "@smithy/*", "pg"],
            ...["sdk", "components", "tests", "catalog", "run", "lifecycle", "helpers"].flatMap(folder),
        ]),
    },
    {
        files: ["importer/**/*.ts"],
        rules: forbidImports(
            "importer/ imports cli/, common/ and provider/; neither Pulumi, sdk/, components/, plugin/ nor tests/, and no client of a server.",
            ["@pulumi/*", "@aws-sdk/*", "@smithy/*", "pg", ...["sdk", "components", "plugin", "tests"].flatMap(folder)],
        ),
    },
    {
        files: ["plugin/**/*.ts"],
        rules: forbidImports(
            "plugin/ imports provider/, common/ and Pulumi's protocol; neither sdk/, components/ nor tests/, and no client of a server.",
            ["pg", "@pulumi/aws", "@aws-sdk/*", "@smithy/*", ...["sdk", "components", "tests"].flatMap(folder)],
        ),
    },
    {
        // One program for all examples: each has its own tsconfig.json, and would load AWS's types again.
        files: ["examples/*/index.ts", "examples/languages/typescript/index.ts"],
        languageOptions: {
            parserOptions: { projectService: false, project: "examples/tsconfig.json", tsconfigRootDir: import.meta.dirname },
        },
    },
    { files: ["**/*.ts"], plugins: { tsdoc }, rules: { "tsdoc/syntax": "error" } },
    {
        // The linter does not see JSDoc's casts.
        files: ["scripts/**/*.mjs"],
        rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-return": "off" },
    },
    {
        files: ["components/aws.ts", "components/confluentcloud.ts", "provider/**/awsSdk.ts", "provider/session/driver.ts"],
        rules: { "@typescript-eslint/no-require-imports": "off" },
    },
    {
        // The functions of type tests take types and no values.
        files: ["tests/types/**/*.ts"],
        rules: { "@typescript-eslint/no-unnecessary-type-parameters": "off" },
    },
    {
        files: ["**/*.test.ts"],
        rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
    },
);
