# Every resource and data source of Organizations, by the management account.

locals {
  note = var.changed ? "second" : "first"
  run  = var.run
}

variable "run" {
  type        = string
  description = "Tells the addresses of this run's accounts from those of others."
}

resource "aws_organizations_organization" "this" {
  feature_set = "ALL"
  enabled_policy_types = concat(
    ["SERVICE_CONTROL_POLICY", "TAG_POLICY"],
    var.changed ? [] : ["RESOURCE_CONTROL_POLICY"],
  )
  aws_service_access_principals = ["access-analyzer.amazonaws.com", "config.amazonaws.com", "iam.amazonaws.com"]
}

resource "aws_organizations_organizational_unit" "workloads" {
  name      = var.changed ? "workloads-2" : "workloads"
  parent_id = aws_organizations_organization.this.roots[0].id
  tags      = { note = local.note }
}

resource "aws_organizations_organizational_unit" "production" {
  name      = "production"
  parent_id = aws_organizations_organizational_unit.workloads.id
}

resource "aws_organizations_account" "team" {
  name              = "team"
  email             = "team-${local.run}@example.com"
  parent_id         = var.changed ? aws_organizations_organizational_unit.workloads.id : aws_organizations_organizational_unit.production.id
  role_name         = "Admin"
  close_on_deletion = true
  tags              = { note = local.note }
  lifecycle {
    ignore_changes = [role_name]
  }
}

resource "aws_organizations_policy" "guard" {
  depends_on  = [aws_organizations_organization.this]
  name        = "guard"
  description = local.note
  type        = "SERVICE_CONTROL_POLICY"
  tags        = { note = local.note }
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Deny"
      Action   = var.changed ? ["organizations:LeaveOrganization", "account:CloseAccount"] : ["organizations:LeaveOrganization"]
      Resource = "*"
    }]
  })
}

resource "aws_organizations_policy" "tags" {
  name = "tags"
  type = "TAG_POLICY"
  content = jsonencode({
    tags = {
      costcenter = {
        tag_key   = { "@@assign" = "CostCenter" }
        tag_value = { "@@assign" = ["100", "200"] }
      }
    }
  })
  depends_on = [aws_organizations_organization.this]
}

resource "aws_organizations_policy_attachment" "unit" {
  policy_id = aws_organizations_policy.guard.id
  target_id = aws_organizations_organizational_unit.workloads.id
}

resource "aws_organizations_policy_attachment" "account" {
  policy_id = aws_organizations_policy.tags.id
  target_id = aws_organizations_account.team.id
}

resource "aws_organizations_delegated_administrator" "config" {
  account_id        = aws_organizations_account.team.id
  service_principal = "config.amazonaws.com"
}

resource "aws_organizations_resource_policy" "this" {
  content = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Delegate"
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${aws_organizations_account.team.id}:root" }
      Action    = var.changed ? ["organizations:DescribeOrganization", "organizations:ListRoots"] : ["organizations:DescribeOrganization"]
      Resource  = "*"
    }]
  })
  tags = { note = local.note }
}

resource "aws_iam_organizations_features" "root" {
  enabled_features = var.changed ? ["RootCredentialsManagement"] : ["RootCredentialsManagement", "RootSessions"]
  depends_on       = [aws_organizations_organization.this]
}

data "aws_organizations_organization" "this" {
  depends_on = [aws_organizations_account.team]
}

data "aws_organizations_organizational_unit" "workloads" {
  parent_id = aws_organizations_organization.this.roots[0].id
  name      = aws_organizations_organizational_unit.workloads.name
}

data "aws_organizations_organizational_units" "root" {
  parent_id  = aws_organizations_organization.this.roots[0].id
  depends_on = [aws_organizations_organizational_unit.workloads]
}

data "aws_organizations_organizational_unit_child_accounts" "production" {
  parent_id  = aws_organizations_organizational_unit.production.id
  depends_on = [aws_organizations_account.team]
}

data "aws_organizations_organizational_unit_descendant_accounts" "workloads" {
  parent_id  = aws_organizations_organizational_unit.workloads.id
  depends_on = [aws_organizations_account.team]
}

data "aws_organizations_organizational_unit_descendant_organizational_units" "root" {
  parent_id  = aws_organizations_organization.this.roots[0].id
  depends_on = [aws_organizations_organizational_unit.production]
}

data "aws_organizations_delegated_administrators" "config" {
  service_principal = "config.amazonaws.com"
  depends_on        = [aws_organizations_delegated_administrator.config]
}

data "aws_organizations_delegated_services" "team" {
  account_id = aws_organizations_delegated_administrator.config.account_id
}

data "aws_organizations_policies" "control" {
  filter     = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_policy.guard]
}

data "aws_organizations_policies_for_target" "workloads" {
  target_id  = aws_organizations_organizational_unit.workloads.id
  filter     = "SERVICE_CONTROL_POLICY"
  depends_on = [aws_organizations_policy_attachment.unit]
}

data "aws_organizations_policy" "guard" {
  policy_id = aws_organizations_policy.guard.id
}

data "aws_organizations_resource_tags" "team" {
  resource_id = aws_organizations_account.team.id
}
