# Objects of further kinds, and their grants.
resource "materialize_cluster" "unmanaged" { name = "shop_unmanaged" }
resource "materialize_cluster_replica" "first" {
  name         = "first"
  cluster_name = materialize_cluster.unmanaged.name
  size         = "25cc"
}
resource "materialize_cluster_grant" "usage" {
  cluster_name = materialize_cluster.unmanaged.name
  role_name    = var.reader
  privilege    = "USAGE"
}
resource "materialize_connection_ssh_tunnel" "bastion" {
  name          = "bastion"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  host          = "bastion.local"
  port          = 22
  user          = "materialize"
}
resource "materialize_connection_grant" "usage" {
  connection_name = materialize_connection_ssh_tunnel.bastion.name
  schema_name     = materialize_schema.raw.name
  database_name   = materialize_database.shop.name
  role_name       = var.reader
  privilege       = "USAGE"
}
resource "materialize_connection_postgres" "orders" {
  name          = "orders_server"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  host          = "127.0.0.1"
  port          = 15432
  database      = "postgres"
  user { text = "postgres" }
  validate = false
}
resource "materialize_source_postgres" "orders" {
  name          = "orders_source"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  cluster_name  = var.cluster
  publication   = "shop_tables"
  postgres_connection {
    name          = materialize_connection_postgres.orders.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  table {
    upstream_name        = "orders"
    upstream_schema_name = "shop"
    name                 = "upstream_orders"
    schema_name          = materialize_schema.raw.name
    database_name        = materialize_database.shop.name
  }
}
resource "materialize_source_load_generator" "auction" {
  name                = "auction"
  schema_name         = materialize_schema.raw.name
  database_name       = materialize_database.shop.name
  cluster_name        = var.cluster
  load_generator_type = "AUCTION"
  auction_options { tick_interval = "500ms" }
}
resource "materialize_source_grant" "auction" {
  source_name   = materialize_source_load_generator.auction.name
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  role_name     = var.reader
  privilege     = "SELECT"
}
resource "materialize_source_table_webhook" "hook" {
  name             = "hook"
  schema_name      = materialize_schema.raw.name
  database_name    = materialize_database.shop.name
  body_format      = "json"
  check_expression = "headers->'x-mz-api-key' = secret"
  check_options {
    field { headers = true }
  }
  check_options {
    field {
      secret {
        name          = materialize_secret.password.name
        schema_name   = materialize_schema.raw.name
        database_name = materialize_database.shop.name
      }
    }
    alias = "secret"
  }
}
resource "materialize_secret_grant" "password" {
  secret_name   = materialize_secret.password.name
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  role_name     = var.reader
  privilege     = "USAGE"
}
resource "materialize_cluster_grant_default_privilege" "clusters" {
  grantee_name     = var.reader
  target_role_name = "materialize"
  privilege        = "USAGE"
}
