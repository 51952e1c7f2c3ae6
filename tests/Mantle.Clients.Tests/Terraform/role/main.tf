# What the session may do, and with one more variable what its policies do not allow.

variable "beyond" {
  type    = bool
  default = false
}

data "aws_caller_identity" "current" {}

# The session's managed policy allows it, its inline policy does not.
data "aws_iam_roles" "all" {}

resource "aws_s3_bucket" "releases" {
  bucket        = "releases-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
  tags          = { team = "blue" }
}

resource "aws_s3_object" "note" {
  bucket  = aws_s3_bucket.releases.id
  key     = "note.txt"
  content = "made by a session"
}

# The role allows it, the session's policies do not.
resource "aws_iam_user" "beyond" {
  count = var.beyond ? 1 : 0
  name  = "beyond"
}

output "caller" {
  value = data.aws_caller_identity.current.arn
}

output "id" {
  value = data.aws_caller_identity.current.user_id
}

output "roles" {
  value = length(data.aws_iam_roles.all.names)
}
