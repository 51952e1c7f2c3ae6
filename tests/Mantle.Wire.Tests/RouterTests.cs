namespace Mantle.Wire.Tests;

public class RouterTests
{
    [Theory]
    [InlineData("GET", "/", "ListBuckets")]
    [InlineData("GET", "/?x-id=ListBuckets", "ListBuckets")]
    [InlineData("PUT", "/b", "CreateBucket")]
    [InlineData("PUT", "/b/", "CreateBucket")]
    [InlineData("HEAD", "/b", "HeadBucket")]
    [InlineData("DELETE", "/b", "DeleteBucket")]
    [InlineData("GET", "/b", "ListObjects")]
    [InlineData("GET", "/b?prefix=a&delimiter=%2F", "ListObjects")]
    [InlineData("GET", "/b?list-type=1", "ListObjects")]
    [InlineData("GET", "/b?list-type=2&prefix=", "ListObjectsV2")]
    [InlineData("GET", "/b?location", "GetBucketLocation")]
    [InlineData("GET", "/b?location=", "GetBucketLocation")]
    [InlineData("GET", "/b?uploads", "ListMultipartUploads")]
    [InlineData("GET", "/b?analytics", "ListBucketAnalyticsConfigurations")]
    [InlineData("GET", "/b?analytics&id=1", "GetBucketAnalyticsConfiguration")]
    [InlineData("GET", "/b?lifecycle", "GetBucketLifecycleConfiguration")]
    [InlineData("POST", "/b?delete", "DeleteObjects")]
    [InlineData("GET", "/b/k", "GetObject")]
    [InlineData("GET", "/b/k?partNumber=1", "GetObject")]
    [InlineData("GET", "/b/k?versionId=1", "GetObject")]
    [InlineData("GET", "/b/k?uploadId=1", "ListParts")]
    [InlineData("GET", "/b/k?tagging", "GetObjectTagging")]
    [InlineData("HEAD", "/b/k", "HeadObject")]
    [InlineData("PUT", "/b/k", "PutObject")]
    [InlineData("PUT", "/b/k?x-id=PutObject", "PutObject")]
    [InlineData("PUT", "/b/k?acl", "PutObjectAcl")]
    [InlineData("PUT", "/b/k?partNumber=1&uploadId=2", "UploadPart")]
    [InlineData("PUT", "/b/k?partNumber=1", "UploadPart")]
    [InlineData("PUT", "/b/k?uploadId=2", "UploadPart")]
    [InlineData("POST", "/b/k?uploads", "CreateMultipartUpload")]
    [InlineData("POST", "/b/k?uploadId=1", "CompleteMultipartUpload")]
    [InlineData("POST", "/b/k?select&select-type=2", "SelectObjectContent")]
    [InlineData("DELETE", "/b/k", "DeleteObject")]
    [InlineData("DELETE", "/b/k?uploadId=1", "AbortMultipartUpload")]
    [InlineData("DELETE", "/b/k?tagging", "DeleteObjectTagging")]
    public void Method_path_and_query_string_name_the_operation(string method, string target, string operation) =>
        Assert.Equal(operation, Route(method, target)?.Name);

    [Fact]
    public void A_source_makes_a_write_a_copy()
    {
        var source = ("x-amz-copy-source", "/src/key");
        Assert.Equal("CopyObject", Route("PUT", "/b/k", source)?.Name);
        Assert.Equal("UploadPartCopy", Route("PUT", "/b/k?partNumber=1&uploadId=2", source)?.Name);
        Assert.Equal("PutObjectAcl", Route("PUT", "/b/k?acl", source)?.Name);
    }

    // The dangerous ones: a server that ignored the parameter would delete the bucket or overwrite the object.
    [Theory]
    [InlineData("DELETE", "/b?versioning")]
    [InlineData("DELETE", "/b?acl")]
    [InlineData("DELETE", "/b/k?acl")]
    [InlineData("PUT", "/b/k?torrent")]
    [InlineData("PUT", "/b/k?uploads")]
    [InlineData("HEAD", "/b?policy")]
    [InlineData("GET", "/b?delete")]
    public void A_part_that_the_method_does_not_apply_to_is_no_operation(string method, string target) =>
        Assert.Null(Route(method, target));

    [Theory]
    [InlineData("POST", "/")]
    [InlineData("PUT", "/")]
    [InlineData("POST", "/b/k")]
    [InlineData("PATCH", "/b/k")]
    [InlineData("get", "/b/k")]
    [InlineData("OPTIONS", "/b/k")]
    public void A_request_of_no_known_form_is_no_operation(string method, string target) => Assert.Null(Route(method, target));

    [Fact]
    public void Every_operation_is_reached_by_its_own_request()
    {
        foreach (var operation in Services.S3.Model.Operations.Where(operation => !operation.Deprecated && !operation.Unrouted))
            Assert.Equal(operation.Name, Services.S3.Route(RestSamples.Request(operation))?.Name);
    }

    static RestOperation? Route(string method, string target, params (string, string)[] headers)
    {
        var parts = target.Split('?');
        return Services.S3.Route(new TestRestRequest(method, parts[0], parts.Length > 1 ? parts[1] : "", headers));
    }
}
