using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

/// <summary>The policy's conditions on the fields of a form.</summary>
[Collection(ServerCollection.Name)]
public class PostPolicyTests(TestServer server)
{
    [Fact]
    public async Task Names_of_fields_and_conditions_ignore_case_and_values_do_not()
    {
        var (_, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket, form) = await server.NewFormAsync();
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
        var (s3, bucket, form) = await server.NewFormAsync();
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
    public async Task A_policy_ends()
    {
        var (_, _, form) = await server.NewFormAsync();
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
        var (s3, bucket, form) = await server.NewFormAsync();
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
        var (_, _, form) = await server.NewFormAsync();
        form.Policy = policy;
        (await form.With("key", "k").SendAsync()).Refused(400, "InvalidPolicyDocument", $"Invalid Policy: {problem}");
    }

    [Fact]
    public async Task Policies_have_escapes_and_commas_that_JSON_has_not()
    {
        var (_, bucket, form) = await server.NewFormAsync();
        form.Policy = $$"""
            {"expiration":"2100-01-01T00:00:00.000Z","conditions":[["eq","$key","\$k"],{"bucket":"{{bucket}}"},
             ["starts-with","$x-amz-algorithm",""],["starts-with","$x-amz-credential",""],["starts-with","$x-amz-date",""],],}
            """;
        (await form.With("key", "$k").SendAsync()).Expect(204);
    }
}
