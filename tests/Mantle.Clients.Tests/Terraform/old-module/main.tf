# A module from before 2023: canned ACLs and inline configuration.

resource "aws_s3_bucket" "site" {
  bucket        = "site-${data.aws_caller_identity.current.account_id}"
  force_destroy = true
}

data "aws_caller_identity" "current" {}

resource "aws_s3_bucket_ownership_controls" "site" {
  bucket = aws_s3_bucket.site.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "site" {
  bucket     = aws_s3_bucket.site.id
  acl        = "private"
  depends_on = [aws_s3_bucket_ownership_controls.site]
}

resource "aws_s3_object" "page" {
  bucket     = aws_s3_bucket.site.id
  key        = "index.html"
  acl        = "private"
  content    = var.changed ? "<p>2</p>" : "<p>1</p>"
  depends_on = [aws_s3_bucket_acl.site]
}

# The deprecated form, in one resource.
resource "aws_s3_bucket" "older" {
  bucket        = "older-${data.aws_caller_identity.current.account_id}"
  acl           = "private"
  force_destroy = true

  versioning {
    enabled = true
  }

  lifecycle_rule {
    enabled = true
    prefix  = "logs/"
    expiration {
      days = var.changed ? 40 : 30
    }
  }

  server_side_encryption_configuration {
    rule {
      apply_server_side_encryption_by_default {
        sse_algorithm = "AES256"
      }
    }
  }
}
