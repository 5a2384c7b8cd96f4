# Objects of a shop, with keys, indexes and a module.
resource "materialize_role" "readers" { name = "shop_readers" }
resource "materialize_role" "auditors" { name = "shop_auditors" }
resource "materialize_role_grant" "auditors" {
  role_name   = materialize_role.readers.name
  member_name = materialize_role.auditors.name
}
resource "materialize_role_parameter" "auditors" {
  role_name      = materialize_role.auditors.name
  variable_name  = "search_path"
  variable_value = "shop_raw"
}
resource "materialize_cluster" "this" {
  for_each           = { "in gest" = true, "it's" = false }
  name               = "shop_${replace(each.key, "/\\W/", "")}"
  size               = "25cc"
  replication_factor = 1
  identify_by_name   = each.value
}
resource "materialize_network_policy" "office" {
  name = "shop_office"
  rule {
    name      = "all"
    action    = "allow"
    direction = "ingress"
    address   = "0.0.0.0/0"
  }
}
module "shop" {
  source   = "./shop"
  for_each = toset(["eu"])
  password = var.password
  broker   = var.broker
  cluster  = materialize_cluster.this["in gest"].name
  reader   = materialize_role.readers.name
}
data "materialize_cluster" "all" {}
