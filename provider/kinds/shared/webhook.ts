/** The condition for the tables of webhooks, which no other relation of the catalog tells from tables of rows. */
export const FROM_WEBHOOK = String.raw`o.create_sql ~ '^CREATE TABLE (?:"(?:[^"]|"")+"\.){2}"(?:[^"]|"")+" FROM WEBHOOK '`;
