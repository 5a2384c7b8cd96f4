# The settings of Terraform's provider, for the local Materialize.
terraform {
  required_providers {
    materialize = { source = "materializeinc/materialize" }
  }
}
variable "port" { type = number }
variable "broker" { type = string }
variable "password" {
  type      = string
  sensitive = true
}
provider "materialize" {
  host     = "127.0.0.1"
  port     = var.port
  username = "materialize"
  password = "unused"
  sslmode  = "disable"
}
