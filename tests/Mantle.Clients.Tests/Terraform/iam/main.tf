# Every resource and data source of IAM.

data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  note    = var.changed ? "second" : "first"
}

# Users and what is theirs.

resource "aws_iam_user" "jane" {
  name                 = "jane"
  path                 = var.changed ? "/staff/lead/" : "/staff/"
  permissions_boundary = aws_iam_policy.boundary.arn
  force_destroy        = true
  tags                 = { note = local.note }
}

resource "aws_iam_user" "ci" {
  name = "ci"
}

resource "aws_iam_access_key" "ci" {
  user   = aws_iam_user.ci.name
  status = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_login_profile" "jane" {
  user                    = aws_iam_user.jane.name
  password_length         = 24
  password_reset_required = true

  # An import cannot read them, and a change makes a new password.
  lifecycle {
    ignore_changes = [password_length, password_reset_required]
  }
}

resource "aws_iam_user_policy" "jane" {
  name = "own"
  user = aws_iam_user.jane.name
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = var.changed ? ["s3:ListBucket", "s3:GetObject"] : ["s3:ListBucket"]
      Resource = "*"
    }]
  })
}

resource "aws_iam_user_policies_exclusive" "jane" {
  user_name    = aws_iam_user.jane.name
  policy_names = [aws_iam_user_policy.jane.name]
}

resource "aws_iam_user_policy_attachment" "jane" {
  user       = aws_iam_user.jane.name
  policy_arn = aws_iam_policy.lists.arn
}

resource "aws_iam_user_policy_attachments_exclusive" "jane" {
  user_name   = aws_iam_user.jane.name
  policy_arns = [aws_iam_user_policy_attachment.jane.policy_arn]
}

resource "aws_iam_user_ssh_key" "ssh" {
  username   = aws_iam_user.jane.name
  encoding   = "SSH"
  public_key = chomp(file("ssh.pub"))
  status     = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_user_ssh_key" "pem" {
  username   = aws_iam_user.jane.name
  encoding   = "PEM"
  public_key = file("public.pem")
}

resource "aws_iam_service_specific_credential" "jane" {
  user_name    = aws_iam_user.jane.name
  service_name = "codecommit.amazonaws.com"
  status       = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_signing_certificate" "jane" {
  user_name        = aws_iam_user.jane.name
  certificate_body = file("certificate.pem")
  status           = var.changed ? "Inactive" : "Active"
}

resource "aws_iam_virtual_mfa_device" "phone" {
  virtual_mfa_device_name = "phone"
  path                    = "/devices/"
  tags                    = { note = local.note }
}

# Groups.

resource "aws_iam_group" "developers" {
  name = "developers"
  path = var.changed ? "/teams/web/" : "/teams/"
}

resource "aws_iam_group" "readers" {
  name = "readers"
}

resource "aws_iam_group_membership" "developers" {
  name  = "developers"
  group = aws_iam_group.developers.name
  users = var.changed ? [aws_iam_user.jane.name] : [aws_iam_user.jane.name, aws_iam_user.ci.name]
}

resource "aws_iam_user_group_membership" "ci" {
  user   = aws_iam_user.ci.name
  groups = [aws_iam_group.readers.name]
}

resource "aws_iam_group_policy" "readers" {
  name   = "read"
  group  = aws_iam_group.readers.name
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_group_policies_exclusive" "readers" {
  group_name   = aws_iam_group.readers.name
  policy_names = [aws_iam_group_policy.readers.name]
}

resource "aws_iam_group_policy_attachment" "readers" {
  group      = aws_iam_group.readers.name
  policy_arn = "arn:aws:iam::aws:policy/ReadOnlyAccess"
}

resource "aws_iam_group_policy_attachments_exclusive" "readers" {
  group_name  = aws_iam_group.readers.name
  policy_arns = [aws_iam_group_policy_attachment.readers.policy_arn]
}

# Roles and policies.

data "aws_iam_policy_document" "trust" {
  statement {
    actions = ["sts:AssumeRole", "sts:TagSession"]
    principals {
      type        = "AWS"
      identifiers = [aws_iam_user.ci.arn]
    }
    principals {
      type        = "Service"
      identifiers = ["ec2.amazonaws.com"]
    }
    condition {
      test     = "StringEquals"
      variable = "sts:ExternalId"
      values   = ["a", "b"]
    }
  }
}

data "aws_iam_policy_document" "read" {
  policy_id = "read"
  statement {
    sid       = "List"
    actions   = ["s3:ListBucket"]
    resources = ["arn:aws:s3:::*"]
    condition {
      test     = "StringLike"
      variable = "s3:prefix"
      values   = ["home/$${aws:username}/*"]
    }
  }
  statement {
    effect      = "Deny"
    not_actions = ["s3:*"]
    resources   = ["*"]
  }
}

resource "aws_iam_role" "worker" {
  name                  = "worker"
  path                  = "/service/"
  description           = local.note
  max_session_duration  = var.changed ? 7200 : 3600
  force_detach_policies = true
  permissions_boundary  = var.changed ? null : aws_iam_policy.boundary.arn
  assume_role_policy    = data.aws_iam_policy_document.trust.json
  tags                  = { note = local.note, team = "blue" }
}

resource "aws_iam_role_policy" "worker" {
  name   = "read"
  role   = aws_iam_role.worker.id
  policy = data.aws_iam_policy_document.read.json
}

resource "aws_iam_role_policies_exclusive" "worker" {
  role_name    = aws_iam_role.worker.name
  policy_names = [aws_iam_role_policy.worker.name]
}

resource "aws_iam_role_policy_attachment" "worker" {
  role       = aws_iam_role.worker.name
  policy_arn = aws_iam_policy.lists.arn
}

resource "aws_iam_role_policy_attachments_exclusive" "worker" {
  role_name   = aws_iam_role.worker.name
  policy_arns = [aws_iam_role_policy_attachment.worker.policy_arn]
}

resource "aws_iam_instance_profile" "worker" {
  name = "worker"
  path = "/service/"
  role = aws_iam_role.worker.name
  tags = { note = local.note }
}

resource "aws_iam_service_linked_role" "scaling" {
  aws_service_name = "autoscaling.amazonaws.com"
  custom_suffix    = "blue"
  description      = local.note
}

resource "aws_iam_policy" "boundary" {
  name = "boundary"
  policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "*", Resource = "*" }]
  })
}

resource "aws_iam_policy" "lists" {
  name        = "lists"
  path        = "/shared/"
  description = "Lists things"
  tags        = { note = local.note }
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect   = "Allow"
      Action   = ["iam:List*", "s3:List*"]
      Resource = var.changed ? ["*"] : ["arn:aws:s3:::a", "arn:aws:s3:::b"]
    }]
  })
}

resource "aws_iam_policy" "shared" {
  name_prefix = "shared-"
  policy      = data.aws_iam_policy_document.read.json
}

resource "aws_iam_policy_attachment" "shared" {
  name       = "shared"
  roles      = [aws_iam_role.deploy.name]
  groups     = [aws_iam_group.developers.name]
  policy_arn = aws_iam_policy.shared.arn
}

resource "aws_iam_role" "deploy" {
  name_prefix = "deploy-"
  assume_role_policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Action    = "sts:AssumeRoleWithWebIdentity"
      Principal = { Federated = aws_iam_openid_connect_provider.login.arn }
      Condition = { StringEquals = { "login.example.com/tenant:aud" = "app" } }
    }]
  })
}

# Providers, certificates, the account.

resource "aws_iam_openid_connect_provider" "login" {
  url             = "https://login.example.com/tenant"
  client_id_list  = var.changed ? ["app", "web"] : ["app"]
  thumbprint_list = ["9e99a48a9960b14926bb7f3b02e22da2b0ab7280"]
  tags            = { note = local.note }
}

resource "aws_iam_saml_provider" "directory" {
  name                   = "directory"
  saml_metadata_document = file("metadata.xml")
  tags                   = { note = local.note }
}

resource "aws_iam_server_certificate" "site" {
  name              = "site"
  path              = "/cloudfront/"
  certificate_body  = file("certificate.pem")
  certificate_chain = file("chain.pem")
  private_key       = file("key.pem")
  tags              = { note = local.note }

  # No operation returns the key, so an import would replace the certificate for it.
  lifecycle {
    ignore_changes = [private_key]
  }
}

resource "aws_iam_account_alias" "this" {
  account_alias = "terraform-${local.account}"
}

resource "aws_iam_account_password_policy" "strict" {
  minimum_password_length        = var.changed ? 16 : 12
  require_lowercase_characters   = true
  require_uppercase_characters   = true
  require_numbers                = true
  require_symbols                = true
  allow_users_to_change_password = true
  max_password_age               = 90
  password_reuse_prevention      = 5
}

resource "aws_iam_security_token_service_preferences" "v2" {
  global_endpoint_token_version = var.changed ? "v1Token" : "v2Token"
}
