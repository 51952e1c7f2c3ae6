data "aws_caller_identity" "current" {}

resource "aws_s3_bucket" "releases" {
  bucket        = "chained-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
}

output "caller" {
  value = data.aws_caller_identity.current.arn
}
