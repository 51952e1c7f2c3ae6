# The provider assumes one role, and with its session another. The tag of the first session is transitive.
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

variable "first_role" {
  type = string
}

variable "second_role" {
  type = string
}

variable "transitive" {
  type    = list(string)
  default = ["team"]
}

provider "aws" {
  region                  = "us-east-1"
  s3_use_path_style       = true
  skip_metadata_api_check = true

  assume_role {
    role_arn            = var.first_role
    session_name        = "first"
    tags                = { team = "blue" }
    transitive_tag_keys = var.transitive
  }

  assume_role {
    role_arn     = var.second_role
    session_name = "second"
  }

  endpoints {
    iam       = var.endpoint
    sts       = var.endpoint
    s3        = var.endpoint
    s3control = var.control_endpoint
  }
}
