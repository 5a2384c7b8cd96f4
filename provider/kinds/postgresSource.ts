import { text } from "../values/scalars";
import { fixedOption } from "../statement/rows";
import { databaseSource, READS } from "./shared/databaseSource";

export const postgresSource = databaseSource({
    name: "PostgresSource",
    target: "POSTGRES",
    type: "postgres",
    connection: "PostgresConnection",
    rows: [fixedOption("publication", "PUBLICATION", text(), READS, { required: true })],
});
