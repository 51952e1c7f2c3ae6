using System.Security.Cryptography;
using System.Text;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

[Collection(ServerCollection.Name)]
public class PostObjectTests(TestServer server)
{
    const string BodyETag = "\"43281e21fce675ac3bcb3524b38ca4ed\"";

    async Task<(S3Client S3, string Bucket)> NewBucketAsync()
    {
        var s3 = await server.NewS3Async();
        return (s3, await s3.NewBucketAsync());
    }

    async Task<(S3Client S3, string Bucket, UploadForm Form)> NewFormAsync()
    {
        var (s3, bucket) = await NewBucketAsync();
        return (s3, bucket, new UploadForm(s3, bucket));
    }

    [Fact]
    public async Task A_form_puts_an_object_with_what_its_fields_say()
    {
        var (s3, bucket, form) = await NewFormAsync();
        var answer = (
            await form.With("key", "a/${filename}")
                .With("Content-Type", "text/x")
                .With("Cache-Control", "no-cache")
                .With("Content-Disposition", "inline")
                .With("Expires", "Thu, 01 Dec 2033 16:00:00 GMT")
                .With("x-amz-meta-Uuid", "1")
                .With("x-amz-meta-name", "${filename}!")
                .With("x-amz-storage-class", "STANDARD")
                .With("acl", "bucket-owner-full-control")
                .With("tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>")
                .SendAsync()
        ).Expect(204);
        Assert.Equal(BodyETag, answer.Header("ETag"));
        Assert.Equal($"{s3.Client.Endpoint}/{bucket}/a%2Fmy-file", answer.Header("Location"));
        Assert.Equal("FULL_OBJECT", answer.Header("x-amz-checksum-type"));
        Assert.NotNull(answer.Header("x-amz-checksum-crc64nvme"));
        Assert.Null(answer.Header("Content-Type"));
        var got = (await s3.GetAsync($"/{bucket}/a/my-file")).Expect(200);
        Assert.Equal("something body", got.Text);
        Assert.Equal(
            ("text/x", "no-cache", "inline", "1", "my-file!", "1"),
            (
                got.Header("Content-Type"),
                got.Header("Cache-Control"),
                got.Header("Content-Disposition"),
                got.Header("x-amz-meta-uuid"),
                got.Header("x-amz-meta-name"),
                got.Header("x-amz-tagging-count")
            )
        );
        Assert.Equal("k", (await s3.GetAsync($"/{bucket}/a/my-file?tagging")).Element("Key"));
    }

    [Theory]
    [InlineData(null, 204)]
    [InlineData("200", 200)]
    [InlineData("201", 201)]
    [InlineData("204", 204)]
    [InlineData("404", 204)]
    public async Task The_form_says_the_status_of_success(string? wanted, int status)
    {
        var (s3, bucket, form) = await NewFormAsync();
        if (wanted is not null)
            form.With("success_action_status", wanted);
        var answer = (await form.With("key", "dir/ü").SendAsync()).Expect(status);
        if (status != 201)
        {
            Assert.Empty(answer.Body);
            return;
        }
        var location = $"{s3.Client.Endpoint}/{bucket}/dir%2F%C3%BC";
        Assert.Equal(
            $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<PostResponse><Location>{location}</Location><Bucket>{bucket}</Bucket>"
                + $"<Key>dir/ü</Key><ETag>{BodyETag.Replace("\"", "&quot;", StringComparison.Ordinal)}</ETag></PostResponse>",
            answer.Text
        );
        Assert.Equal(location, answer.Header("Location"));
    }

    [Theory]
    [InlineData("http://example.com/done", "http://example.com/done?bucket={0}&key=a%2Fb+c&etag={1}")]
    [InlineData("https://example.com/done?a=b", "https://example.com/done?a=b&bucket={0}&key=a%2Fb+c&etag={1}")]
    [InlineData("/relative", null)]
    [InlineData("ftp://example.com/", null)]
    public async Task The_form_says_where_to_go_next(string redirect, string? location)
    {
        var (_, bucket, form) = await NewFormAsync();
        var answer = (await form.With("key", "a/b c").With("success_action_redirect", redirect).SendAsync()).Expect(
            location is null ? 204 : 303
        );
        Assert.Empty(answer.Body);
        if (location is not null)
            Assert.Equal(
                string.Format(System.Globalization.CultureInfo.InvariantCulture, location, bucket, Uri.EscapeDataString(BodyETag)),
                answer.Header("Location")
            );
    }

    [Fact]
    public async Task A_bucket_in_the_host_name_is_in_the_location()
    {
        var (s3, bucket, form) = await NewFormAsync();
        var host = $"{bucket}.localhost:{new Uri(s3.Client.Endpoint).Port}";
        var answer = (await form.With("key", "a b").SendAsync(form.Body(), "multipart/form-data; boundary=----boundary", "/", host)).Expect(
            204
        );
        Assert.Equal($"http://{host}/a%20b", answer.Header("Location"));
    }

    [Theory]
    [InlineData("C:\\dir\\sub/report.pdf", "report.pdf")]
    [InlineData("ü.txt", "ü.txt")]
    [InlineData("", "")]
    [InlineData(null, "${filename}")]
    public async Task The_name_of_the_file_is_what_follows_its_path(string? fileName, string key)
    {
        var (s3, bucket, form) = await NewFormAsync();
        form.FileName = fileName;
        (await form.With("key", "in/${filename}").SendAsync()).Expect(204);
        Assert.Equal(["in/" + key], (await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task Names_of_fields_and_conditions_ignore_case_and_values_do_not()
    {
        var (_, bucket) = await NewBucketAsync();
        var s3 = await server.NewS3Async();
        bucket = await s3.NewBucketAsync();
        UploadForm Form() => new UploadForm(s3, bucket).With("KeY", "user/Eric/1").With("content-TYPE", "image/png, image/jpeg");
        (
            await Form()
                .When("[\"StArTs-WiTh\", \"$kEy\", \"user/Eric\"]")
                .When("[\"starts-with\",\"$Content-Type\",\"image/\"]")
                .SendAsync()
        ).Expect(204);
        (await Form().When("[\"starts-with\",\"$key\",\"user/eric\"]").SendAsync()).Refused(
            403,
            "AccessDenied",
            "Invalid according to Policy: Policy Condition failed: [\"starts-with\", \"$key\", \"user/eric\"]"
        );
        (await Form().When("[\"starts-with\",\"$content-type\",\"image/p\"]").SendAsync()).Refused(403, "AccessDenied");
    }

    [Theory]
    [InlineData("[\"eq\",\"$x-amz-meta-a\",\"2\"]", "[\"eq\", \"$x-amz-meta-a\", \"2\"]")]
    [InlineData("{\"x-amz-meta-a\":\"\\\"2\\\"\"}", "[\"eq\", \"$x-amz-meta-a\", \"\\\"2\\\"\"]")]
    [InlineData("[\"eq\",\"x-amz-meta-a\",\"1\"]", "[\"eq\", \"x-amz-meta-a\", \"1\"]")]
    [InlineData("[\"starts-with\",\"$x-amz-meta-absent\",\"\"]", "[\"starts-with\", \"$x-amz-meta-absent\", \"\"]")]
    [InlineData("[\"content-length-range\",\"test\",\"10\"]", "[\"content-length-range\", \"test\", \"10\"]")]
    [InlineData("{\"bucket\":\"other\"}", "[\"eq\", \"$bucket\", \"other\"]")]
    public async Task A_condition_that_does_not_hold_is_named(string condition, string printed)
    {
        var (s3, bucket, form) = await NewFormAsync();
        (await form.With("key", "k").With("x-amz-meta-a", "1").When(condition).SendAsync()).Refused(
            403,
            "AccessDenied",
            $"Invalid according to Policy: Policy Condition failed: {printed}"
        );
        Assert.Empty((await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task Every_field_needs_a_condition_except_those_that_nobody_can_foresee()
    {
        var (s3, bucket, form) = await NewFormAsync();
        (await form.With("key", "k").With("x-ignore-this", "1").When("{\"key\":\"k\"}", "x-ignore-this").SendAsync()).Expect(204);
        form = new UploadForm(s3, bucket).With("key", "k").With("Filename", "1");
        (await form.When("{\"key\":\"k\"}", "Filename").SendAsync()).Refused(
            403,
            "AccessDenied",
            "Invalid according to Policy: Extra input fields: filename"
        );
        // The bucket counts as a field, though the address names it.
        form = new UploadForm(s3, bucket)
        {
            Policy =
                $"{{\"expiration\":\"2100-01-01T00:00:00Z\",\"conditions\":[{{\"key\":\"k\"}},[\"starts-with\","
                + $"\"$x-amz-algorithm\",\"\"],[\"starts-with\",\"$x-amz-credential\",\"\"],[\"starts-with\",\"$x-amz-date\","
                + $"\"\"]]}}",
        };
        (await form.With("key", "k").SendAsync()).Refused(403, "AccessDenied", "Invalid according to Policy: Extra input fields: bucket");
    }

    [Fact]
    public async Task What_follows_the_file_is_ignored()
    {
        var (s3, bucket, form) = await NewFormAsync();
        form.After.AddRange([("key", "other"), ("submit", "Upload")]);
        (await form.With("key", "k").SendAsync()).Expect(204);
        Assert.Equal(["k"], (await s3.GetAsync($"/{bucket}")).All("Key"));
        form.After.Add(("file", "two"));
        (await form.SendAsync()).Refused(400, "InvalidArgument", "POST requires exactly one file upload per request.");
    }

    [Fact]
    public async Task A_policy_ends()
    {
        var (_, _, form) = await NewFormAsync();
        form.Lives = TimeSpan.Zero;
        (await form.With("key", "k").SendAsync()).Refused(403, "AccessDenied", "Invalid according to Policy: Policy expired.");
    }

    [Theory]
    [InlineData(1, 400, "EntityTooSmall", "MinSizeAllowed", "5")]
    [InlineData(5, 204, null, null, null)]
    [InlineData(10, 204, null, null, null)]
    [InlineData(12, 400, "EntityTooLarge", "MaxSizeAllowed", "10")]
    [InlineData(300_000, 400, "EntityTooLarge", "MaxSizeAllowed", "10")]
    public async Task The_policy_limits_the_size(int size, int status, string? code, string? limit, string? value)
    {
        var (s3, bucket, form) = await NewFormAsync();
        form.File = new byte[size];
        var answer = (await form.With("key", "k").When("[\"content-length-range\", 5, \"10\"]").SendAsync()).Expect(status);
        Assert.Equal(status == 204 ? ["k"] : [], (await s3.GetAsync($"/{bucket}")).All("Key"));
        if (code is null)
            return;
        Assert.Equal((code, value), (answer.Code, answer.Element(limit!)));
        Assert.Equal(size.ToString(System.Globalization.CultureInfo.InvariantCulture), answer.Element("ProposedSize"));
    }

    [Theory]
    [InlineData("no json", "Invalid JSON.")]
    [InlineData("[]", "Invalid JSON.")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":[["eq","$key","\ud800"]]}""", "Invalid JSON.")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":[{"\udc00":"k"}]}""", "Invalid JSON.")]
    [InlineData("""{"conditions":[]}""", "Policy missing expiration.")]
    [InlineData("""{"EXPIRATION":"2100-01-01T00:00:00Z","conditions":[]}""", "Unexpected: 'expiration'")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z"}""", "Policy missing conditions.")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":{}}""", "Invalid 'conditions' value: must be a List.")]
    [InlineData(
        """{"expiration":"2100-01-01T00:00:00+02:00","conditions":[]}""",
        "Invalid 'expiration' value: '2100-01-01T00:00:00+02:00'"
    )]
    [InlineData(
        """{"expiration":"2100-01-01T00:00:00Z","conditions":[{}]}""",
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
    )]
    [InlineData(
        """{"expiration":"2100-01-01T00:00:00Z","conditions":[{"a":"1","b":"2"}]}""",
        "Invalid Simple-Condition: Simple-Conditions must have exactly one property specified."
    )]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":[{"a":1}]}""", "Invalid Simple-Condition: value must be a string.")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":[[]]}""", "Invalid Condition: missing operation identifier.")]
    [InlineData(
        """{"expiration":"2100-01-01T00:00:00Z","conditions":[["ends-with","$key","x"]]}""",
        "Invalid Condition: unknown operation 'ends-with'."
    )]
    [InlineData(
        """{"expiration":"2100-01-01T00:00:00Z","conditions":[["content-length-range",0]]}""",
        "Invalid content-length-range: wrong number of arguments."
    )]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":[["content-length-range",0,512.5]]}""", "Invalid JSON.")]
    [InlineData("""{"expiration":"2100-01-01T00:00:00Z","conditions":["x"]}""", "Invalid condition test: must be a List or Object.")]
    public async Task A_policy_that_cannot_be_read_is_refused(string policy, string problem)
    {
        var (_, _, form) = await NewFormAsync();
        form.Policy = policy;
        (await form.With("key", "k").SendAsync()).Refused(400, "InvalidPolicyDocument", $"Invalid Policy: {problem}");
    }

    [Fact]
    public async Task Policies_have_escapes_and_commas_that_JSON_has_not()
    {
        var (_, bucket, form) = await NewFormAsync();
        form.Policy = $$"""
            {"expiration":"2100-01-01T00:00:00.000Z","conditions":[["eq","$key","\$k"],{"bucket":"{{bucket}}"},
             ["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""],],}
            """;
        (await form.With("key", "$k").SendAsync()).Expect(204);
    }

    [Fact]
    public async Task The_signature_is_over_the_policy_as_it_was_sent()
    {
        var (s3, _, form) = await NewFormAsync();
        form.With("key", "k").Tamper = fields => Set(fields, "policy", value => value[..^2]);
        var refused = (await form.SendAsync()).Refused(
            403,
            "SignatureDoesNotMatch",
            "The request signature we calculated does not match the signature you provided. Check your key and signing method."
        );
        Assert.Equal(s3.Client.Credentials.AccessKeyId, refused.Element("AWSAccessKeyId"));
        form.Tamper = fields =>
            Set(fields, "x-amz-credential", value => "AKIAAAAAAAAAAAAAAAAA" + value[value.IndexOf('/', StringComparison.Ordinal)..]);
        (await form.SendAsync()).Refused(403, "InvalidAccessKeyId");
        form.Tamper = fields => fields.Add(("AWSAccessKeyId", "AKIAAAAAAAAAAAAAAAAA"));
        (await form.SendAsync()).Refused(
            400,
            "InvalidRequest",
            "The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256."
        );
    }

    [Theory]
    [InlineData("x-amz-signature", "X-Amz-Signature")]
    [InlineData("x-amz-algorithm", "X-Amz-Algorithm")]
    [InlineData("x-amz-credential", "X-Amz-Credential")]
    [InlineData("x-amz-date", "X-Amz-Date")]
    [InlineData("policy", "Policy")]
    [InlineData("key", "key")]
    public async Task A_field_that_is_missing_is_named(string field, string named)
    {
        var (_, _, form) = await NewFormAsync();
        form.With("key", "k").Tamper = fields => fields.RemoveAll(pair => pair.Name == field);
        var refused = (await form.SendAsync()).Refused(
            400,
            "InvalidArgument",
            $"Bucket POST must contain a field named '{named}'.  If it is specified, please check the order of the fields."
        );
        Assert.Equal((named, ""), (refused.Element("ArgumentName"), refused.Element("ArgumentValue")));
    }

    [Fact]
    public async Task A_form_is_authorized_as_PutObject_by_who_signed_it()
    {
        var (owner, bucket) = await NewBucketAsync();
        UploadForm Form(S3Client s3) => new UploadForm(s3, bucket).With("key", "k");
        var user = owner.As(await owner.Client.NewUserAsync("nobody"));
        var refused = (await Form(user).SendAsync()).Refused(403, "AccessDenied");
        Assert.Contains(
            $"is not authorized to perform: s3:PutObject on resource: \"arn:aws:s3:::{bucket}/k\"",
            refused.Message,
            StringComparison.Ordinal
        );
        Assert.NotNull(refused.Header("x-mantle-authorization-id"));

        var allowed = owner.As(
            await owner.Client.NewUserAsync(
                "form",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*",
                 "Condition":{"StringEquals":{"s3:authType":"POST"},"NumericLessThan":{"s3:signatureAge":"600000"}}}]}
                """
            )
        );
        (await Form(allowed).SendAsync()).Expect(204);
        (await allowed.PutAsync($"/{bucket}/k", "x")).Refused(403, "AccessDenied");
        (
            await Form(allowed).With("tagging", "<Tagging><TagSet><Tag><Key>k</Key><Value>v</Value></Tag></TagSet></Tagging>").SendAsync()
        ).Refused(403, "AccessDenied");
    }

    [Fact]
    public async Task A_session_signs_with_its_token_in_the_form()
    {
        var (owner, bucket) = await NewBucketAsync();
        var token = await owner
            .Client.With((await owner.Client.NewUserAsync("dev", Documents.Allow("s3:PutObject"))).Credentials)
            .Sts("GetSessionToken");
        var session = owner.As(
            owner.Client.With(new(token.Text("AccessKeyId"), token.Text("SecretAccessKey"), token.Text("SessionToken")))
        );
        var form = new UploadForm(session, bucket).With("key", "k");
        (await form.SendAsync()).Expect(204);
        form.Tamper = fields => Set(fields, "x-amz-security-token", value => value[..^1] + (value[^1] == 'A' ? 'B' : 'A'));
        (await form.SendAsync()).Refused(400, "InvalidToken");
    }

    [Fact]
    public async Task Nobody_uploads_but_where_the_bucket_s_policy_lets_everyone()
    {
        var (s3, bucket) = await NewBucketAsync();
        UploadForm Form() => new UploadForm(s3, bucket) { IsSigned = false }.With("key", "k");
        (await Form().SendAsync()).Refused(403, "AccessDenied", "Access Denied");
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:PutObject",
                 "Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);
        (await Form().SendAsync()).Expect(204);
        Assert.Equal("something body", (await s3.GetAsync($"/{bucket}/k")).Text);
        // A policy that is there is looked at, signed or not.
        (await Form().With("policy", Convert.ToBase64String("{}"u8)).SendAsync()).Refused(400, "InvalidPolicyDocument");
    }

    public static TheoryData<string, string?, string, int, string, string?> BadForms
    {
        get
        {
            const string Type = "multipart/form-data; boundary=b",
                NoForm = "At least one of the pre-conditions you specified did not hold",
                Malformed = "The body of your POST request is not well-formed multipart/form-data.";
            static string Part(string name, string value) => $"--b\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n";
            return new()
            {
                { "another type", "text/html", "x", 412, "PreconditionFailed", NoForm },
                { "no type", null, "x", 412, "PreconditionFailed", NoForm },
                { "a URL-encoded form", "application/x-www-form-urlencoded", "key=k", 412, "PreconditionFailed", NoForm },
                { "no boundary", "multipart/form-data", "x", 400, "MalformedPOSTRequest", Malformed },
                { "a long boundary", "multipart/form-data; boundary=" + new string('b', 71), "x", 400, "MalformedPOSTRequest", Malformed },
                { "nothing", Type, "", 400, "MalformedPOSTRequest", Malformed },
                { "no parts", Type, "key=k", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no end in the file",
                    Type,
                    Part("key", "k") + "--b\r\nContent-Disposition: form-data; name=\"file\"\r\n\r\nx",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no end after the file", Type, Part("key", "k") + Part("file", "x") + "--b\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no end in a field",
                    Type,
                    "--b\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\nk",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no name", Type, "--b\r\nContent-Disposition: form-data\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                { "no disposition", Type, "--b\r\nX: y\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                { "a broken header", Type, "--b\r\nno header\r\n\r\nk\r\n--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "a field twice",
                    Type,
                    Part("key", "k") + Part("KEY", "l") + Part("file", "x") + "--b--\r\n",
                    400,
                    "MalformedPOSTRequest",
                    Malformed
                },
                { "no UTF-8", Type, Part("key", "\u00ff") + Part("file", "x") + "--b--\r\n", 400, "MalformedPOSTRequest", Malformed },
                {
                    "no file",
                    Type,
                    Part("key", "k") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "POST requires exactly one file upload per request."
                },
                {
                    "a file that is no form data",
                    Type,
                    Part("key", "k") + "--b\r\nContent-Disposition: file; name=\"file\"\r\n\r\nx\r\n--b--\r\n",
                    400,
                    "InvalidArgument",
                    "POST requires exactly one file upload per request."
                },
                {
                    "a key after the file",
                    Type,
                    Part("file", "x") + Part("key", "k") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "Bucket POST must contain a field named 'key'.  If it is specified, please check the order of the fields."
                },
                {
                    "an empty key",
                    Type,
                    Part("key", "") + Part("file", "x") + "--b--\r\n",
                    400,
                    "InvalidArgument",
                    "User key must have a length greater than 0."
                },
                { "a long key", Type, Part("key", new string('k', 1_025)) + Part("file", "x") + "--b--\r\n", 400, "KeyTooLongError", null },
                {
                    "much before the file",
                    Type,
                    Part("key", "k") + Part("x-ignore-a", new string('a', 21_000)) + Part("file", "x") + "--b--\r\n",
                    400,
                    "MaxPostPreDataLengthExceeded",
                    "Your POST request fields preceeding the upload file was too large."
                },
                {
                    "many fields before the file",
                    Type,
                    string.Concat(Enumerable.Range(0, 500).Select(i => Part($"x-ignore-{i}", "")))
                        + Part("key", "k")
                        + Part("file", "x")
                        + "--b--\r\n",
                    400,
                    "MaxPostPreDataLengthExceeded",
                    null
                },
                {
                    "a checksum that is not its file's",
                    Type,
                    Part("key", "k") + Part("x-amz-checksum-crc32", "AAAAAA==") + Part("file", "x") + "--b--\r\n",
                    400,
                    "BadDigest",
                    null
                },
                {
                    "an MD5 that is not its file's",
                    Type,
                    Part("key", "k") + Part("Content-MD5", "AAAAAAAAAAAAAAAAAAAAAA==") + Part("file", "x") + "--b--\r\n",
                    400,
                    "BadDigest",
                    null
                },
                {
                    "tags that are no document",
                    Type,
                    Part("key", "k") + Part("tagging", "not-xml") + Part("file", "x") + "--b--\r\n",
                    400,
                    "MalformedXML",
                    null
                },
                {
                    "an ACL",
                    Type,
                    Part("key", "k") + Part("acl", "public-read") + Part("file", "x") + "--b--\r\n",
                    400,
                    "AccessControlListNotSupported",
                    null
                },
                {
                    "an unknown storage class",
                    Type,
                    Part("key", "k") + Part("x-amz-storage-class", "FakeClass") + Part("file", "x") + "--b--\r\n",
                    400,
                    "InvalidStorageClass",
                    null
                },
            };
        }
    }

    [Theory]
    [MemberData(nameof(BadForms))]
    public async Task A_form_that_is_none_leaves_nothing(string what, string? type, string body, int status, string code, string? message)
    {
        var (s3, bucket) = await NewBucketAsync();
        (await s3.SendAsync("DELETE", $"/{bucket}?publicAccessBlock")).Expect(204);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}?policy",
                $$"""
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":["s3:PutObject","s3:PutObjectAcl",
                 "s3:PutObjectTagging"],"Resource":"arn:aws:s3:::{{bucket}}/*"}]}
                """
            )
        ).Expect(204);
        var refused = await new UploadForm(s3, bucket).SendAsync(Encoding.Latin1.GetBytes(body), type);
        Assert.True((int)refused.Status == status, $"{what}: {refused.Status} {refused.Text}");
        refused.Refused(status, code, message);
        Assert.Empty((await s3.GetAsync($"/{bucket}")).All("Key"));
    }

    [Fact]
    public async Task Only_a_bucket_takes_forms()
    {
        var (s3, bucket, form) = await NewFormAsync();
        var body = form.With("key", "k").Body();
        const string Type = "multipart/form-data; boundary=----boundary";
        (await form.SendAsync(body, Type, $"/{bucket}/key")).Refused(405, "MethodNotAllowed");
        (await form.SendAsync(body, Type, "/no-such-bucket-anywhere")).Refused(404, "NoSuchBucket");
        (await s3.SendAsync("POST", $"/{bucket}", body, ("content-type", Type))).Refused(412, "PreconditionFailed");
    }

    [Fact]
    public async Task A_large_file_comes_whole()
    {
        var (s3, bucket, form) = await NewFormAsync();
        form.File = RandomNumberGenerator.GetBytes(3_000_001);
        "\r\n------boundar\r\n------boundarY--\r\n"u8.CopyTo(form.File.AsSpan(1_000_000));
        (await form.With("key", "k").With("x-amz-checksum-sha256", Convert.ToBase64String(SHA256.HashData(form.File))).SendAsync()).Expect(
            204
        );
        Assert.Equal(form.File, (await s3.GetAsync($"/{bucket}/k")).Body);
    }

    static void Set(List<(string Name, string Value)> fields, string name, Func<string, string> change)
    {
        var index = fields.FindIndex(field => field.Name == name);
        fields[index] = (name, change(fields[index].Value));
    }
}
