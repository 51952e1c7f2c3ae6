variable "beyond" {
  type    = bool
  default = false
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "cluster" {
  bucket        = "cluster-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
}

# The role allows it, the session's policy does not.
resource "aws_iam_user" "beyond" {
  count = var.beyond ? 1 : 0
  name  = "beyond"
}

output "caller" {
  value = data.aws_caller_identity.current.arn
}
