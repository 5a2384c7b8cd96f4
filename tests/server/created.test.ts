import { expect } from "chai";

import { createdObjects, dropStatements, resetStatements } from "./created";

const created = (...statements: string[]): string[] =>
    createdObjects(statements.map(sql => ({ sql, result: "done" }))).map(({ kind, name }) => `${kind} ${name.join(".")}`);

describe("the objects that the statements of a log created", () => {
    it("objects are found with their full names, in the order in which they can be dropped", () => {
        expect(
            created(
                "CREATE ROLE team",
                "CREATE SECRET one AS 'CREATE VIEW x AS SELECT 1'",
                'CREATE OR REPLACE MATERIALIZED VIEW "Other"."it.s" IN CLUSTER quickstart AS SELECT 1',
                "create cluster second (SIZE '25cc')",
                "CREATE DATABASE IF NOT EXISTS Elsewhere",
                "SELECT 'CREATE SECRET two'",
            ),
        ).to.deep.equal([
            "DATABASE elsewhere",
            "MATERIALIZED VIEW materialize.Other.it.s",
            "SECRET materialize.public.one",
            "CLUSTER second",
            "ROLE team",
        ]);
    });

    it("an object that is renamed or moved is found by all of its names", () => {
        expect(created("CREATE VIEW v AS SELECT 1", "ALTER VIEW v RENAME TO w", "ALTER VIEW w SET SCHEMA other")).to.deep.equal([
            "VIEW materialize.public.v",
            "VIEW materialize.public.w",
            "VIEW materialize.other.w",
        ]);
    });

    it("objects in a database or schema that was created are dropped with it", () => {
        expect(created("CREATE DATABASE d", "CREATE SCHEMA d.s", "CREATE SCHEMA t", "CREATE SECRET t.x AS '1'")).to.deep.equal([
            "DATABASE d",
            "SCHEMA materialize.t",
        ]);
    });

    it("statements that failed created nothing", () => {
        expect(createdObjects([{ sql: "CREATE SECRET s AS '1'", result: "ERROR" }])).to.be.empty;
        expect(createdObjects([{ sql: "CREATE SECRET s AS '1'" }])).to.have.length(1);
    });

    it("parameters that were set are reset once, and those that were refused are not", () => {
        const entries = ['ALTER SYSTEM SET "max_tables" = 1', "alter system set max_tables to 2", "ALTER SYSTEM RESET a"];
        expect(resetStatements(entries.map(sql => ({ sql })))).to.deep.equal([
            'ALTER SYSTEM RESET "max_tables"',
            "ALTER SYSTEM RESET max_tables",
        ]);
        expect(resetStatements([{ sql: "ALTER SYSTEM SET a = 1", result: "ERROR" }])).to.be.empty;
    });

    it("objects of one kind are dropped with one statement, and roles after what they own", () => {
        const objects = createdObjects(
            ["CREATE SECRET a AS '1'", 'CREATE SECRET "b""" AS \'1\'', "CREATE ROLE r"].map(sql => ({ sql })),
        );
        expect(dropStatements(objects)).to.deep.equal({
            optional: ['DROP OWNED BY "r" CASCADE'],
            required: [
                'DROP SECRET IF EXISTS "materialize"."public"."a", "materialize"."public"."b""" CASCADE',
                'DROP ROLE IF EXISTS "r"',
            ],
        });
    });
});
