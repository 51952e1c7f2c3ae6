# Data sources read what the resources made.

data "aws_iam_access_keys" "ci" {
  user       = aws_iam_user.ci.name
  depends_on = [aws_iam_access_key.ci]
}

data "aws_iam_account_alias" "this" {
  depends_on = [aws_iam_account_alias.this]
}

data "aws_iam_group" "developers" {
  group_name = aws_iam_group.developers.name
  depends_on = [aws_iam_group_membership.developers]
}

data "aws_iam_instance_profile" "worker" {
  name = aws_iam_instance_profile.worker.name
}

data "aws_iam_instance_profiles" "worker" {
  role_name  = aws_iam_role.worker.name
  depends_on = [aws_iam_instance_profile.worker]
}

data "aws_iam_openid_connect_provider" "login" {
  arn = aws_iam_openid_connect_provider.login.arn
}

data "aws_iam_policy" "lists" {
  arn = aws_iam_policy.lists.arn
}

data "aws_iam_policy" "by_name" {
  name = "AdministratorAccess"
}

data "aws_iam_principal_policy_simulation" "worker" {
  policy_source_arn = aws_iam_role.worker.arn
  action_names      = ["s3:ListBucket", "s3:PutObject"]
  resource_arns     = ["arn:aws:s3:::a", "arn:aws:s3:::b"]
  context {
    key    = "s3:prefix"
    type   = "string"
    values = ["home/x/1"]
  }
  context {
    key    = "aws:username"
    type   = "string"
    values = ["x"]
  }
  depends_on = [aws_iam_role_policy_attachment.worker, aws_iam_role_policy.worker]

  # Both of the context's values count: the role may list where its policy says "home/$${aws:username}/*", and may not write. An action has
  # one result, whatever the number of resources.
  lifecycle {
    postcondition {
      condition = toset([for r in self.results : "${r.action_name} ${r.decision}"]) == toset([
        "s3:ListBucket allowed",
        "s3:PutObject implicitDeny",
      ])
      error_message = jsonencode(self.results[*])
    }
  }
}

data "aws_iam_role" "worker" {
  name = aws_iam_role.worker.name
}

data "aws_iam_roles" "service" {
  path_prefix = "/service/"
  depends_on  = [aws_iam_role.worker]
}

data "aws_iam_saml_provider" "directory" {
  arn = aws_iam_saml_provider.directory.arn
}

data "aws_iam_server_certificate" "site" {
  name       = aws_iam_server_certificate.site.name
  depends_on = [aws_iam_server_certificate.site]
}

data "aws_iam_session_context" "current" {
  arn = data.aws_caller_identity.current.arn
}

data "aws_iam_user" "jane" {
  user_name = aws_iam_user.jane.name
}

data "aws_iam_user_ssh_key" "ssh" {
  username          = aws_iam_user.jane.name
  ssh_public_key_id = aws_iam_user_ssh_key.ssh.ssh_public_key_id
  encoding          = "SSH"
}

data "aws_iam_users" "staff" {
  path_prefix = "/staff/"
  depends_on  = [aws_iam_user.jane]
}

output "members" {
  value = sort(data.aws_iam_group.developers.users[*].user_name)
}
