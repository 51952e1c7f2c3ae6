using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.S3.Post;

/// <summary>The signer of a form, and the signer's permissions.</summary>
[Collection(ServerCollection.Name)]
public class PostSignatureTests(TestServer server)
{
    [Fact]
    public async Task The_signature_is_over_the_policy_as_it_was_sent()
    {
        var (s3, _, form) = await server.NewFormAsync();
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
        var (_, _, form) = await server.NewFormAsync();
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
        var (owner, bucket) = await server.NewS3BucketAsync();
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
        var (owner, bucket) = await server.NewS3BucketAsync();
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
        var (s3, bucket) = await server.NewS3BucketAsync();
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
        // A policy in the form is checked, signed or not.
        (await Form().With("policy", Convert.ToBase64String("{}"u8)).SendAsync()).Refused(400, "InvalidPolicyDocument");
    }

    static void Set(List<(string Name, string Value)> fields, string name, Func<string, string> change)
    {
        var index = fields.FindIndex(field => field.Name == name);
        fields[index] = (name, change(fields[index].Value));
    }
}
