# Every resource and data source of S3.

data "aws_caller_identity" "current" {}
data "aws_canonical_user_id" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  note    = var.changed ? "second" : "first"
}

resource "aws_s3_bucket" "main" {
  bucket        = "main-${local.account}"
  force_destroy = true
  tags          = { note = local.note }
}

resource "aws_s3_bucket" "logs" {
  bucket        = "logs-${local.account}"
  force_destroy = true
}

resource "aws_s3_bucket" "copy" {
  bucket        = "copy-${local.account}"
  force_destroy = true
}

resource "aws_s3_bucket" "locked" {
  bucket              = "locked-${local.account}"
  object_lock_enabled = true
  force_destroy       = true
}

resource "aws_s3_bucket_versioning" "main" {
  bucket = aws_s3_bucket.main.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_versioning" "copy" {
  bucket = aws_s3_bucket.copy.id
  versioning_configuration {
    status = "Enabled"
  }
}

resource "aws_s3_bucket_ownership_controls" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    object_ownership = var.changed ? "ObjectWriter" : "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "main" {
  bucket     = aws_s3_bucket.main.id
  acl        = "private"
  depends_on = [aws_s3_bucket_ownership_controls.main]
}

resource "aws_s3_bucket_ownership_controls" "logs" {
  bucket = aws_s3_bucket.logs.id
  rule {
    object_ownership = "BucketOwnerPreferred"
  }
}

resource "aws_s3_bucket_acl" "logs" {
  bucket = aws_s3_bucket.logs.id
  access_control_policy {
    owner {
      id = data.aws_canonical_user_id.current.id
    }
    grant {
      permission = "FULL_CONTROL"
      grantee {
        type = "CanonicalUser"
        id   = data.aws_canonical_user_id.current.id
      }
    }
    grant {
      permission = "WRITE"
      grantee {
        type = "Group"
        uri  = "http://acs.amazonaws.com/groups/s3/LogDelivery"
      }
    }
  }
  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_s3_bucket_public_access_block" "main" {
  bucket                  = aws_s3_bucket.main.id
  block_public_acls       = true
  block_public_policy     = !var.changed
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_account_public_access_block" "this" {
  block_public_acls   = true
  block_public_policy = var.changed
}

data "aws_s3_account_public_access_block" "this" {
  depends_on = [aws_s3_account_public_access_block.this]
}

resource "aws_s3_bucket_policy" "main" {
  bucket = aws_s3_bucket.main.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Sid       = "Tls"
      Effect    = "Deny"
      Principal = "*"
      Action    = "s3:DeleteBucket${var.changed ? "Policy" : ""}"
      Resource  = aws_s3_bucket.main.arn
      Condition = { Bool = { "aws:SecureTransport" = "true" } }
    }]
  })
  depends_on = [aws_s3_bucket_public_access_block.main]
}

resource "aws_s3_bucket_server_side_encryption_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    bucket_key_enabled = var.changed
    apply_server_side_encryption_by_default {
      sse_algorithm = "AES256"
    }
  }
}

resource "aws_s3_bucket_cors_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  cors_rule {
    id              = "site"
    allowed_headers = ["*"]
    allowed_methods = var.changed ? ["GET", "PUT"] : ["GET"]
    allowed_origins = ["https://example.com"]
    expose_headers  = ["ETag"]
    max_age_seconds = 300
  }
  cors_rule {
    allowed_methods = ["GET"]
    allowed_origins = ["*"]
  }
}

resource "aws_s3_bucket_lifecycle_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  rule {
    id     = "old"
    status = "Enabled"
    filter {
      and {
        prefix                   = "logs/"
        object_size_greater_than = 1000
        tags                     = { keep = "no" }
      }
    }
    transition {
      days          = 30
      storage_class = "STANDARD_IA"
    }
    transition {
      days          = 60
      storage_class = "GLACIER"
    }
    expiration {
      days = var.changed ? 400 : 365
    }
    noncurrent_version_expiration {
      noncurrent_days           = 10
      newer_noncurrent_versions = 3
    }
  }
  rule {
    id     = "uploads"
    status = "Enabled"
    filter {}
    abort_incomplete_multipart_upload {
      days_after_initiation = 7
    }
  }
  depends_on = [aws_s3_bucket_versioning.main]
}

resource "aws_s3_bucket_accelerate_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  status = var.changed ? "Suspended" : "Enabled"
}

resource "aws_s3_bucket_request_payment_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  payer  = var.changed ? "BucketOwner" : "Requester"
}

resource "aws_s3_bucket_logging" "main" {
  bucket        = aws_s3_bucket.main.id
  target_bucket = aws_s3_bucket.logs.id
  target_prefix = var.changed ? "main/" : "log/"
  depends_on    = [aws_s3_bucket_acl.logs]
}

resource "aws_s3_bucket_website_configuration" "copy" {
  bucket = aws_s3_bucket.copy.id
  index_document {
    suffix = "index.html"
  }
  error_document {
    key = var.changed ? "lost.html" : "error.html"
  }
  routing_rule {
    condition {
      key_prefix_equals = "docs/"
    }
    redirect {
      replace_key_prefix_with = "documents/"
    }
  }
}

resource "aws_s3_bucket_notification" "main" {
  bucket      = aws_s3_bucket.main.id
  eventbridge = true
}

resource "aws_s3_bucket_inventory" "main" {
  bucket                   = aws_s3_bucket.main.id
  name                     = "everything"
  included_object_versions = "All"
  optional_fields          = ["Size", "StorageClass"]
  schedule {
    frequency = var.changed ? "Weekly" : "Daily"
  }
  destination {
    bucket {
      format     = "CSV"
      bucket_arn = aws_s3_bucket.logs.arn
      prefix     = "inventory"
    }
  }
}

resource "aws_s3_bucket_metric" "main" {
  bucket = aws_s3_bucket.main.id
  name   = "documents"
  filter {
    prefix = "documents/"
    tags   = { note = local.note }
  }
}

resource "aws_s3_bucket_analytics_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  name   = "classes"
  filter {
    prefix = var.changed ? "b/" : "a/"
  }
  storage_class_analysis {
    data_export {
      destination {
        s3_bucket_destination {
          bucket_arn = aws_s3_bucket.logs.arn
        }
      }
    }
  }
}

resource "aws_s3_bucket_intelligent_tiering_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  name   = "archive"
  tiering {
    access_tier = "DEEP_ARCHIVE_ACCESS"
    days        = var.changed ? 200 : 180
  }
}

resource "aws_iam_role" "replication" {
  name = "replication"
  assume_role_policy = jsonencode({
    Version   = "2012-10-17"
    Statement = [{ Effect = "Allow", Action = "sts:AssumeRole", Principal = { Service = "s3.amazonaws.com" } }]
  })
}

resource "aws_s3_bucket_replication_configuration" "main" {
  bucket = aws_s3_bucket.main.id
  role   = aws_iam_role.replication.arn
  rule {
    id       = "all"
    priority = var.changed ? 2 : 1
    status   = "Enabled"
    filter {
      prefix = ""
    }
    delete_marker_replication {
      status = "Disabled"
    }
    destination {
      bucket        = aws_s3_bucket.copy.arn
      storage_class = "STANDARD_IA"
    }
  }
  depends_on = [aws_s3_bucket_versioning.main, aws_s3_bucket_versioning.copy]
}

resource "aws_s3_bucket_object_lock_configuration" "locked" {
  bucket = aws_s3_bucket.locked.id
  rule {
    default_retention {
      mode = "GOVERNANCE"
      days = var.changed ? 2 : 1
    }
  }
}

resource "aws_s3_object" "text" {
  bucket       = aws_s3_bucket.main.id
  key          = "documents/note.txt"
  content      = local.note
  content_type = "text/plain"
  metadata     = { colour = "blue" }
  tags         = { note = local.note }
  depends_on   = [aws_s3_bucket_versioning.main, aws_s3_bucket_ownership_controls.main]
}

resource "aws_s3_object" "file" {
  bucket             = aws_s3_bucket.copy.id
  key                = "certificate.pem"
  source             = "certificate.pem"
  etag               = filemd5("certificate.pem")
  storage_class      = "STANDARD_IA"
  checksum_algorithm = "SHA256"
  depends_on         = [aws_s3_bucket_versioning.copy]
}

resource "aws_s3_object" "kept" {
  bucket                        = aws_s3_bucket.locked.id
  key                           = "kept"
  content                       = "kept"
  force_destroy                 = true
  object_lock_legal_hold_status = var.changed ? "OFF" : "ON"
  object_lock_mode              = "GOVERNANCE"
  object_lock_retain_until_date = "2040-01-01T00:00:00Z"
}

resource "aws_s3_object" "through_the_access_point" {
  bucket  = aws_s3_access_point.shared.alias
  key     = "shared.txt"
  content = local.note
}

# An ARN takes a host name, so S3 is called by name and not by path here.
provider "aws" {
  alias                   = "by_name"
  region                  = "us-east-1"
  skip_metadata_api_check = true

  endpoints {
    sts = var.endpoint
    s3  = var.control_endpoint
  }
}

resource "aws_s3_object" "through_the_arn" {
  provider = aws.by_name
  bucket   = aws_s3_access_point.shared.arn
  key      = "by-arn.txt"
  content  = local.note
}

resource "aws_s3_object" "by_host_name" {
  provider   = aws.by_name
  bucket     = aws_s3_bucket.logs.id
  key        = "by-host.txt"
  content    = local.note
  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_s3_object_copy" "text" {
  bucket = aws_s3_bucket.copy.id
  key    = "note.txt"
  source = "${aws_s3_bucket.main.id}/${aws_s3_object.text.key}"
  tags   = { note = "copied" }

  tagging_directive = "REPLACE"
}

resource "aws_s3_bucket_object" "older" {
  bucket  = aws_s3_bucket.logs.id
  key     = "older.txt"
  content = local.note

  depends_on = [aws_s3_bucket_ownership_controls.logs]
}

resource "aws_s3_access_point" "shared" {
  bucket = aws_s3_bucket.logs.id
  name   = "shared"
  public_access_block_configuration {
    block_public_acls       = true
    block_public_policy     = true
    ignore_public_acls      = true
    restrict_public_buckets = true
  }
  lifecycle {
    ignore_changes = [policy]
  }
}

resource "aws_s3control_access_point_policy" "shared" {
  access_point_arn = aws_s3_access_point.shared.arn
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [{
      Effect    = "Allow"
      Principal = { AWS = "arn:aws:iam::${local.account}:root" }
      Action    = var.changed ? ["s3:GetObject", "s3:GetObjectTagging"] : ["s3:GetObject"]
      Resource  = "${aws_s3_access_point.shared.arn}/object/*"
    }]
  })
}

data "aws_s3_bucket" "main" {
  bucket = aws_s3_bucket.main.id
}

data "aws_s3_bucket_policy" "main" {
  bucket     = aws_s3_bucket.main.id
  depends_on = [aws_s3_bucket_policy.main]
}

data "aws_s3_object" "text" {
  bucket = aws_s3_bucket.main.id
  key    = aws_s3_object.text.key
}

data "aws_s3_objects" "main" {
  bucket     = aws_s3_bucket.main.id
  prefix     = "documents/"
  depends_on = [aws_s3_object.text]
}

data "aws_s3_bucket_object" "older" {
  bucket = aws_s3_bucket.logs.id
  key    = aws_s3_bucket_object.older.key
}

data "aws_s3_bucket_objects" "logs" {
  bucket     = aws_s3_bucket.logs.id
  depends_on = [aws_s3_bucket_object.older]
}

output "content" {
  value = data.aws_s3_object.text.body
}
