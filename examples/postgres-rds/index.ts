// Amazon RDS for PostgreSQL over AWS PrivateLink, and Aurora over an SSH bastion.
import * as pulumi from "@pulumi/pulumi";
import * as materialize from "pulumi-materialize";

const config = new pulumi.Config("postgres-rds");
const auth = { username: "materialize", password: config.requireSecret("password") };

// The instance is looked up. The load balancer has a subnet in each zone of its DB subnet group. After a failover, the next
// `pulumi up` moves the target to the new address.
const orders = new materialize.PostgresIngestion("orders_db", {
    database: { rds: { instance: config.require("instance"), name: "orders" } },
    auth,
    network: { privateLink: {} },
    publication: "mz_source",
    cluster: "quickstart",
    tables: {
        db_orders: { reference: ["public", "orders"], textColumns: ["status"] },
        db_customers: { reference: ["public", "customers"], excludeColumns: ["photo"] },
    },
});

// The writer of a cluster. The bastion resolves its name at each connection, so that a failover needs nothing.
const billing = new materialize.PostgresIngestion("billing_db", {
    database: { rds: { cluster: config.require("cluster"), name: "billing" } },
    auth,
    network: { sshBastion: { subnetId: config.require("publicSubnetId") } },
    publication: "mz_source",
    cluster: "quickstart",
    tables: {
        db_invoices: {
            reference: ["public", "invoices"],
            materializedViews: {
                open_invoices: { query: invoices => pulumi.interpolate`SELECT * FROM ${invoices.qualifiedName} WHERE paid IS NULL` },
            },
        },
    },
});

// The statements that prepare the databases, for their administrator.
export const ofOrders = orders.upstreamStatements;
export const ofBilling = billing.upstreamStatements;
export const serviceName = orders.privateLink.endpointService.serviceName;
export const bastionIp = billing.bastion.publicIp;
