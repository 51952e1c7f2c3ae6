# A trail with the bucket policy of the provider's documentation, basic selectors, and another one with advanced selectors.
data "aws_caller_identity" "current" {}

locals {
  account = data.aws_caller_identity.current.account_id
  trails  = "arn:aws:cloudtrail:us-east-1:${local.account}:trail"
}

resource "aws_s3_bucket" "logs" {
  bucket        = "trail-logs-${local.account}"
  force_destroy = true
}

data "aws_iam_policy_document" "logs" {
  statement {
    sid       = "AWSCloudTrailAclCheck"
    actions   = ["s3:GetBucketAcl"]
    resources = [aws_s3_bucket.logs.arn]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["${local.trails}/basic", "${local.trails}/advanced"]
    }
  }

  statement {
    sid       = "AWSCloudTrailWrite"
    actions   = ["s3:PutObject"]
    resources = ["${aws_s3_bucket.logs.arn}/prefix/AWSLogs/${local.account}/*"]

    principals {
      type        = "Service"
      identifiers = ["cloudtrail.amazonaws.com"]
    }

    condition {
      test     = "StringEquals"
      variable = "s3:x-amz-acl"
      values   = ["bucket-owner-full-control"]
    }

    condition {
      test     = "StringEquals"
      variable = "aws:SourceArn"
      values   = ["${local.trails}/basic", "${local.trails}/advanced"]
    }
  }
}

resource "aws_s3_bucket_policy" "logs" {
  bucket = aws_s3_bucket.logs.id
  policy = data.aws_iam_policy_document.logs.json
}

resource "aws_cloudtrail" "basic" {
  depends_on = [aws_s3_bucket_policy.logs]

  name                          = "basic"
  s3_bucket_name                = aws_s3_bucket.logs.id
  s3_key_prefix                 = "prefix"
  include_global_service_events = true
  is_multi_region_trail         = true
  enable_log_file_validation    = !var.changed
  enable_logging                = !var.changed

  event_selector {
    read_write_type           = var.changed ? "WriteOnly" : "All"
    include_management_events = true

    data_resource {
      type   = "AWS::S3::Object"
      values = ["${aws_s3_bucket.logs.arn}/"]
    }
  }

  tags = { stage = var.changed ? "late" : "early" }
}

resource "aws_cloudtrail" "advanced" {
  depends_on = [aws_s3_bucket_policy.logs]

  name           = "advanced"
  s3_bucket_name = aws_s3_bucket.logs.id
  s3_key_prefix  = "prefix"

  advanced_event_selector {
    name = "writes to one bucket"

    field_selector {
      field  = "eventCategory"
      equals = ["Data"]
    }

    field_selector {
      field  = "resources.type"
      equals = ["AWS::S3::Object"]
    }

    field_selector {
      field       = "resources.ARN"
      starts_with = [var.changed ? "arn:aws:s3:::other/" : "arn:aws:s3:::one/"]
    }
  }
}

