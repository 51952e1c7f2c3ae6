# Shared by all configurations: the test copies it beside each.
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

# By name: S3 Control puts the account's id before the host.
variable "control_endpoint" {
  type = string
}

# Set for the second apply: what can be changed in place is changed.
variable "changed" {
  type    = bool
  default = false
}

provider "aws" {
  region                     = "us-east-1"
  s3_use_path_style          = true
  skip_metadata_api_check    = true
  skip_region_validation     = true
  skip_requesting_account_id = false

  endpoints {
    iam           = var.endpoint
    sts           = var.endpoint
    organizations = var.endpoint
    s3            = var.endpoint
    cloudtrail    = var.endpoint
    s3control     = var.control_endpoint
  }

  default_tags {
    tags = { managed = "terraform" }
  }
}
