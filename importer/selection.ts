import type { CatalogRow } from "../provider/catalog/catalog";
import { catalogName } from "../provider/statement/qualifiedName";
import type { ImportOptions } from "./options";

/** An object that is not imported. */
export interface LeftOut {
    /** Its type and name, or its address in Terraform. */
    readonly object: string;
    readonly reason: string;
}

export const leftOut = (row: CatalogRow, reason: string): LeftOut => ({
    object: `${row.type} ${catalogName(row)}`,
    reason,
});

type Wanted = Pick<ImportOptions, "database" | "schema" | "owner" | "exclude">;

/** Returns true if the user asks for an object. With a database or a schema, what lies outside of it is not asked for. */
export function isSelected(row: CatalogRow, { database, schema, owner, exclude }: Wanted): boolean {
    const steps = [row.database, row.schema, row.name].filter(step => step !== null);
    const [ofDatabase, ofSchema] = [databaseOf(row), row.type === "schema" ? row.name : row.schema];
    return (
        (database === undefined || ofDatabase === database) &&
        (schema === undefined || ofSchema === schema) &&
        (owner === undefined || row.owner === owner) &&
        !exclude.some(pattern => [steps.join("."), row.name].some(name => patternOf(pattern).test(name)))
    );
}

/** Returns the database in which an object lies, or which it is. */
function databaseOf({ type, name, database }: CatalogRow): string | null {
    if (type === "database") return name;
    return type === "cluster-replica" ? null : database;
}

/** Returns the expression for a pattern in which `*` stands for any text. */
const patternOf = (pattern: string): RegExp => new RegExp(`^${pattern.split("*").map(escaped).join(".*")}$`, "su");

const escaped = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/gu, String.raw`\$&`);

/** Why Pulumi should not manage an object that every environment has; undefined for any other one. */
export function whyPredefined({ type, name }: CatalogRow, user: string): string | undefined {
    if (type === "role" && name === user) return "the role of this session";
    return PREDEFINED.some(one => one.type === type && one.name === name)
        ? "every environment has it, and other stacks may use it"
        : undefined;
}

const PREDEFINED = [
    { type: "database", name: "materialize" },
    { type: "schema", name: "public" },
    { type: "cluster", name: "quickstart" },
    { type: "network-policy", name: "default" },
];

/** Why an object has no resource class. */
export const whyWithoutClass = ({ type }: CatalogRow): string => WITHOUT_CLASS[type] ?? "no resource class has such an object";

const WITHOUT_CLASS: Readonly<Record<string, string>> = {
    source: "a progress relation or subsource, which belongs to its source",
    "cluster-replica": "a replica of a managed cluster, which belongs to its cluster",
};
