import tsdoc from "eslint-plugin-tsdoc";
import tseslint from "typescript-eslint";

/** Rooms that a room must not import: the arrows of docs/architecture.md. */
const turned = (rooms, message) => ({
    "no-restricted-imports": ["error", { patterns: [{ group: rooms, message }] }],
});

export default tseslint.config(
    { ignores: ["dist/", "node_modules/", "docs/reference/", ".quickstart/"] },
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
            ["@pulumi/*", "**/sdk/**", "**/components/**", "**/tests/**"],
            "provider/ knows Materialize alone: neither Pulumi, nor sdk/, components/ or tests/.",
        ),
    },
    {
        files: ["sdk/**/*.ts"],
        rules: turned(
            ["pg", "@pulumi/aws", "**/components/**", "**/tests/**"],
            "sdk/ knows Pulumi; never SQL, components/ or tests/.",
        ),
    },
    {
        files: ["components/**/*.ts"],
        rules: turned(["pg", "**/provider/**", "**/tests/**"], "components/ are built from sdk/ and @pulumi/aws alone."),
    },
    { files: ["**/*.ts"], plugins: { tsdoc }, rules: { "tsdoc/syntax": "error" } },
    {
        // The linter does not see JSDoc's casts.
        files: ["scripts/**/*.mjs"],
        rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-return": "off" },
    },
    { files: ["sdk/shell.ts"], rules: { "@typescript-eslint/no-require-imports": "off" } },
    {
        files: ["**/*.test.ts"],
        rules: { "max-lines-per-function": "off", "@typescript-eslint/no-unused-expressions": "off" },
    },
);
