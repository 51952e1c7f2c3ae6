# The provider has no key: it assumes a role with a token, given as itself or as a file.
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

variable "token" {
  type    = string
  default = null
}

variable "token_file" {
  type    = string
  default = null
}

provider "aws" {
  region                  = "us-east-1"
  s3_use_path_style       = true
  skip_metadata_api_check = true

  assume_role_with_web_identity {
    role_arn                = var.role_arn
    session_name            = "cluster"
    web_identity_token      = var.token
    web_identity_token_file = var.token_file
    duration                = "15m"
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
