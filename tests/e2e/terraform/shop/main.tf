# The database of the shop.
terraform {
  required_providers {
    materialize = { source = "materializeinc/materialize" }
  }
}
variable "password" {
  type      = string
  sensitive = true
}
variable "broker" { type = string }
variable "cluster" { type = string }
variable "reader" { type = string }
resource "materialize_database" "shop" { name = "shop" }
resource "materialize_schema" "raw" {
  name          = "raw"
  database_name = materialize_database.shop.name
  comment       = "as it comes"
}
resource "materialize_secret" "password" {
  name          = "password"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  value         = var.password
}
resource "materialize_connection_kafka" "kafka" {
  name              = "kafka"
  schema_name       = materialize_schema.raw.name
  database_name     = materialize_database.shop.name
  security_protocol = "SASL_PLAINTEXT"
  sasl_mechanisms   = "SCRAM-SHA-512"
  kafka_broker { broker = var.broker }
  sasl_username { text = "materialize" }
  sasl_password {
    name          = materialize_secret.password.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  validate = false
}
resource "materialize_source_kafka" "clicks" {
  name          = "clicks"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  cluster_name  = var.cluster
  topic         = "materialize_click_streams"
  kafka_connection {
    name          = materialize_connection_kafka.kafka.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  format { json = true }
}
resource "materialize_source_kafka" "tables" {
  name          = "tables"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  cluster_name  = var.cluster
  topic         = "materialize_click_streams"
  kafka_connection {
    name          = materialize_connection_kafka.kafka.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
}
resource "materialize_source_table_kafka" "clicks" {
  name          = "clicks_table"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  source {
    name          = materialize_source_kafka.tables.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  topic = "materialize_click_streams"
  format { json = true }
}
resource "materialize_table" "orders" {
  count         = 2
  name          = "orders${count.index}"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  column {
    name = "a"
    type = "int"
  }
}
resource "materialize_type" "amounts" {
  name          = "amounts"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  list_properties { element_type = "int4" }
}
resource "materialize_view" "pages" {
  name          = "pages"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  statement     = "SELECT data->>'page_id' AS page FROM ${materialize_source_kafka.clicks.qualified_sql_name}"
}
resource "materialize_materialized_view" "totals" {
  name          = "totals"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
  cluster_name  = var.cluster
  statement     = "SELECT page, count(*) AS clicks FROM ${materialize_view.pages.qualified_sql_name} GROUP BY page"
  comment       = "clicks per page"
}
resource "materialize_index" "by_page" {
  name         = "by_page"
  cluster_name = var.cluster
  obj_name {
    name          = materialize_materialized_view.totals.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  col_expr { field = "page" }
}
resource "materialize_index" "default" {
  default      = true
  cluster_name = var.cluster
  obj_name {
    name          = materialize_view.pages.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
}
resource "materialize_sink_kafka" "totals" {
  name             = "totals_sink"
  schema_name      = materialize_schema.raw.name
  database_name    = materialize_database.shop.name
  cluster_name     = var.cluster
  topic            = "totals"
  key              = ["page"]
  key_not_enforced = true
  from {
    name          = materialize_materialized_view.totals.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  kafka_connection {
    name          = materialize_connection_kafka.kafka.name
    schema_name   = materialize_schema.raw.name
    database_name = materialize_database.shop.name
  }
  format { json = true }
  envelope { upsert = true }
}
resource "materialize_schema_grant" "usage" {
  role_name     = var.reader
  privilege     = "USAGE"
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
}
resource "materialize_table_grant" "orders" {
  for_each      = toset(["SELECT", "INSERT"])
  role_name     = var.reader
  privilege     = each.key
  table_name    = materialize_table.orders[0].name
  schema_name   = materialize_schema.raw.name
  database_name = materialize_database.shop.name
}
resource "materialize_materialized_view_grant" "totals" {
  role_name              = var.reader
  privilege              = "SELECT"
  materialized_view_name = materialize_materialized_view.totals.name
  schema_name            = materialize_schema.raw.name
  database_name          = materialize_database.shop.name
}
resource "materialize_table_grant_default_privilege" "tables" {
  grantee_name     = var.reader
  target_role_name = "materialize"
  privilege        = "SELECT"
  schema_name      = materialize_schema.raw.name
  database_name    = materialize_database.shop.name
}
