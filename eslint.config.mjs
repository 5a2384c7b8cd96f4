import tsdoc from "eslint-plugin-tsdoc";
import tseslint from "typescript-eslint";

/** A room as an import names it: itself, or what is in it. */
const room = name => [`**/${name}`, `**/${name}/**`];

/** The layers of provider/, each of which imports only those before it. */
const LAYERS = ["sql", "values", "statement", "kinds", "session", "catalog", "run", "lifecycle", "helpers"];

/** What a room must not import: the arrows of docs/architecture.md. Where `types` is given, only its types may be imported. */
const turned = (message, never, types = []) => ({
    "@typescript-eslint/no-restricted-imports": [
        "error",
        {
            patterns: [
                { group: never, message },
                ...(types.length > 0 ? [{ group: types, message, allowTypeImports: true }] : []),
            ],
        },
    ],
});

export default tseslint.config(
    { ignores: ["dist/", "node_modules/", "docs/reference/", ".quickstart/", "tests/upgrades/[0-9]*/"] },
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
        files: ["provider/**/*.ts"],
        rules: turned(
            "provider/ knows Materialize alone: neither Pulumi, nor sdk/, components/ or tests/; the AWS SDK is for the folder aws/.",
            [...["@pulumi/*", "@aws-sdk/*", "@smithy/*"], ...["sdk", "components", "tests"].flatMap(room)],
        ),
    },
    ...LAYERS.map((layer, at) => ({
        files: [`provider/${layer}/**/*.ts`],
        rules: turned(`provider/${layer}/ imports only the layers before it: ${LAYERS.slice(0, at).join(", ") || "none"}.`, [
            ...["@pulumi/*", "@aws-sdk/*", "@smithy/*"],
            ...["sdk", "components", "tests", ...LAYERS.slice(at + 1), "lookups", "handlers"].flatMap(room),
        ]),
    })),
    {
        files: ["provider/**/aws/**/*.ts"],
        rules: turned(
            "The folder aws/ knows Materialize and AWS: neither Pulumi, nor sdk/, components/ or tests/; awsSdk.ts loads the AWS SDK when it is first used.",
            ["@pulumi/*", ...["sdk", "components", "tests"].flatMap(room)],
            ["@aws-sdk/*", "@smithy/*"],
        ),
    },
    {
        files: ["sdk/**/*.ts"],
        rules: turned(
            "sdk/ knows Pulumi; never SQL, components/ or tests/, and the provider by its types alone.",
            ["pg", "@pulumi/aws", "@aws-sdk/*", "@smithy/*", ...["components", "tests"].flatMap(room)],
            room("provider"),
        ),
    },
    {
        files: ["components/**/*.ts"],
        rules: turned("components/ are built from sdk/ and @pulumi/aws alone.", [
            "pg",
            "@aws-sdk/*",
            "@smithy/*",
            ...["provider", "tests"].flatMap(room),
        ]),
    },
    {
        // One program for all of them: each has a tsconfig.json of its own, and would load all of AWS's types anew.
        files: ["examples/*/index.ts"],
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
        files: ["**/*.test.ts"],
        rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
    },
);
