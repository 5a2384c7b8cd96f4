import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { schemaText } from "./schema";

// Writes the schema of the provider plugin. A test fails if it is out of date.
writeFileSync(join(__dirname, "../plugin/schema.json"), schemaText());
