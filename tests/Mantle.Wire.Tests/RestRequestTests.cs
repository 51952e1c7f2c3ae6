namespace Mantle.Wire.Tests;

public class RestRequestTests
{
    [Theory]
    [InlineData("/", null, null)]
    [InlineData("/bucket", "bucket", null)]
    [InlineData("/bucket/", "bucket", null)]
    [InlineData("/bucket/key", "bucket", "key")]
    [InlineData("/bucket/a/b//c/", "bucket", "a/b//c/")]
    [InlineData("/bucket//key", "bucket", "/key")]
    [InlineData("/bucket/a%2Fb+c%20d", "bucket", "a/b+c d")]
    [InlineData("/bucket/../x", "bucket", "../x")]
    [InlineData("/bucket/J%C3%BCrgen", "bucket", "Jürgen")]
    public void The_path_names_bucket_and_key(string path, string? bucket, string? key)
    {
        var request = new TestRestRequest("GET", path);
        Assert.Equal((bucket, key), (request.Bucket, request.Key));
        Assert.Equal(
            key is not null ? RestLevel.Object
                : bucket is not null ? RestLevel.Bucket
                : RestLevel.Service,
            request.Level
        );
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("bucket", "")]
    [InlineData("//key", "")]
    [InlineData("/bucket/%", "")]
    [InlineData("/bucket/%4", "")]
    [InlineData("/bucket/%zz", "")]
    [InlineData("/bucket/%+4", "")]
    [InlineData("/bucket/%FF", "")]
    [InlineData("/bucket/%ED%A0%80", "")]
    [InlineData("/bucket", "?prefix=%")]
    [InlineData("/bucket", "?prefix=a&prefix=b")]
    public void What_is_no_path_or_query_is_refused(string path, string query)
    {
        var error = Assert.Throws<ApiException>(() => new TestRestRequest("GET", path, query));
        Assert.Equal((400, "InvalidURI", "Couldn't parse the specified URI."), (error.HttpStatus, error.Code, error.Message));
    }

    [Fact]
    public void A_bucket_in_the_host_name_leaves_the_whole_path_to_the_key()
    {
        Assert.Equal(("bucket", "a/b"), Names("/a/b"));
        Assert.Equal(("bucket", null), Names("/"));
        Assert.Equal(("bucket", "/a"), Names("//a"));

        static (string?, string?) Names(string path)
        {
            var request = new HostedRequest(path);
            return (request.Bucket, request.Key);
        }
    }

    [Theory]
    [InlineData("/b?max-keys=10", 10)]
    [InlineData("/b?max-keys=0", 0)]
    [InlineData("/b?max-keys=", null)]
    [InlineData("/b", null)]
    public void A_number_in_the_query_string_is_read(string target, int? maxKeys) => Assert.Equal(maxKeys, List(target).MaxKeys);

    [Theory]
    [InlineData("max-keys", "abc", "Provided max-keys not an integer or within integer range")]
    [InlineData("max-keys", "2147483648", "Provided max-keys not an integer or within integer range")]
    [InlineData("max-keys", "-1", "Argument max-keys must be an integer between 0 and 2147483647")]
    public void A_number_that_is_none_is_an_invalid_argument(string name, string value, string message)
    {
        var error = Assert.Throws<ApiException>(() => List($"/b?{name}={value}"));
        Assert.Equal((400, "InvalidArgument", message), (error.HttpStatus, error.Code, error.Message));
        Assert.Equal([new("ArgumentName", name), new("ArgumentValue", value)], error.Error.Details);
    }

    [Fact]
    public void Headers_are_read_by_type()
    {
        var request = S3.Operations.CopyObject.Bind(
            new TestRestRequest(
                "PUT",
                "/b/k",
                "",
                ("x-amz-copy-source", "/src/key"),
                ("X-AMZ-META-Colour", "blue"),
                ("x-amz-meta-", "no name"),
                ("x-amz-copy-source-if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"),
                ("x-amz-object-lock-retain-until-date", "2027-01-01T00:00:00.5Z"),
                ("x-amz-server-side-encryption-bucket-key-enabled", "true"),
                ("Expires", "never")
            )
        );
        Assert.Equal("/src/key", request.CopySource);
        Assert.Equal([new("colour", "blue")], request.Metadata!);
        Assert.Equal(new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero), request.CopySourceIfModifiedSince);
        Assert.Equal(new DateTimeOffset(2027, 1, 1, 0, 0, 0, 500, TimeSpan.Zero), request.ObjectLockRetainUntilDate);
        Assert.True(request.BucketKeyEnabled);
        Assert.Equal("never", request.Expires);
    }

    [Theory]
    [InlineData("x-amz-copy-source-if-modified-since", "yesterday")]
    [InlineData("x-amz-object-lock-retain-until-date", "yesterday")]
    [InlineData("x-amz-server-side-encryption-bucket-key-enabled", "maybe")]
    public void A_header_that_is_not_of_its_type_is_an_invalid_argument(string name, string value) =>
        Assert.Equal(
            "InvalidArgument",
            Assert
                .Throws<ApiException>(() =>
                    S3.Operations.CopyObject.Bind(new TestRestRequest("PUT", "/b/k", "", ("x-amz-copy-source", "/src/key"), (name, value)))
                )
                .Code
        );

    [Theory]
    [InlineData("Sunday, 06-Nov-94 08:49:37 GMT", true)]
    [InlineData("Sun Nov  6 08:49:37 1994", true)]
    [InlineData("yesterday", false)]
    public void A_condition_whose_date_cannot_be_read_is_ignored_as_HTTP_has_it(string date, bool read) =>
        Assert.Equal(
            read ? new DateTimeOffset(1994, 11, 6, 8, 49, 37, TimeSpan.Zero) : null,
            S3.Operations.GetObject.Bind(new TestRestRequest("GET", "/b/k", "", ("If-Modified-Since", date))).IfModifiedSince
        );

    [Fact]
    public void A_list_in_a_header_is_separated_by_commas() =>
        Assert.Equal(
            ["ETag", "ObjectSize"],
            S3.Operations.GetObjectAttributes.Bind(
                new TestRestRequest("GET", "/b/k", "attributes", ("x-amz-object-attributes", "ETag, ObjectSize,"))
            ).ObjectAttributes
        );

    [Fact]
    public void A_required_header_or_parameter_that_is_missing_is_named()
    {
        Assert.Equal(
            ("InvalidRequest", "Missing required header for this request: x-amz-object-attributes"),
            Refused(() => S3.Operations.GetObjectAttributes.Bind(new TestRestRequest("GET", "/b/k", "attributes")))
        );
        Assert.Equal(
            "InvalidArgument",
            Refused(() => S3.Operations.UploadPart.Bind(new TestRestRequest("PUT", "/b/k", "partNumber=1"))).Code
        );
        Assert.Equal(
            "InvalidArgument",
            Refused(() => S3.Operations.UploadPart.Bind(new TestRestRequest("PUT", "/b/k", "uploadId=1"))).Code
        );

        static (string Code, string Message) Refused(Func<object> bind)
        {
            var error = Assert.Throws<ApiException>(bind);
            return (error.Code, error.Message);
        }
    }

    static S3.ListObjectsV2Request List(string target)
    {
        var parts = target.Split('?');
        return S3.Operations.ListObjectsV2.Bind(new TestRestRequest("GET", parts[0], parts.Length > 1 ? parts[1] : ""));
    }

    sealed class HostedRequest(string path) : RestRequest("GET", path, "", "bucket")
    {
        public override string? Header(string name) => null;

        public override IEnumerable<KeyValuePair<string, string>> Headers => [];
    }
}
