# The provider assumes a role with everything that its block knows.
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
  }
}

variable "endpoint" {
  type = string
}

variable "control_endpoint" {
  type = string
}

variable "role_arn" {
  type = string
}

variable "external_id" {
  type    = string
  default = "customer-7"
}

provider "aws" {
  region                  = "us-east-1"
  s3_use_path_style       = true
  skip_metadata_api_check = true

  assume_role {
    role_arn            = var.role_arn
    external_id         = var.external_id
    session_name        = "pipeline"
    source_identity     = "jane"
    duration            = "15m"
    tags                = { team = "blue", stage = "test" }
    transitive_tag_keys = ["team"]
    policy_arns         = ["arn:aws:iam::aws:policy/IAMReadOnlyAccess"]
    policy = jsonencode({
      Version   = "2012-10-17"
      Statement = [{ Effect = "Allow", Action = "s3:*", Resource = "*" }]
    })
  }

  endpoints {
    iam       = var.endpoint
    sts       = var.endpoint
    s3        = var.endpoint
    s3control = var.control_endpoint
  }
}
