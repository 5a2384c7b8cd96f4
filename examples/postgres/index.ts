// A PostgreSQL that Materialize reaches directly, with its publication and the role of Materialize.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config("postgres");

// Pulumi creates the publication and the role, sets the replica identity of the tables, and checks the settings of the server.
// A destroy removes what it created.
const shop = new materialize.PostgresIngestion("shop_db", {
    database: { host: { host: config.require("host"), port: config.getNumber("port") ?? 5432, name: "shop" } },
    auth: { username: "materialize", password: config.requireSecret("password") },
    sslMode: config.getBoolean("plain") ? "disable" : "require",
    network: { none: {} },
    publication: { create: { admin: { username: "postgres", password: config.requireSecret("adminPassword") } } },
    cluster: "quickstart",
    tables: {
        shop_orders: {
            reference: ["public", "orders"],
            indexes: { shop_orders_by_customer: { columns: ["customer_id"] } },
        },
        shop_customers: { reference: ["public", "customers"] },
    },
});

export const orders = shop.tables.shop_orders.qualifiedName;
