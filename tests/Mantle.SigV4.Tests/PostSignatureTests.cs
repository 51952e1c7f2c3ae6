namespace Mantle.SigV4.Tests;

/// <summary>
/// The example of the Amazon S3 API reference,
/// <see href="https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html"/>.
/// </summary>
public class PostSignatureTests
{
    const string Credential = "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request",
        Date = "20151229T000000Z",
        Algorithm = "AWS4-HMAC-SHA256";

    const string Policy =
        "eyAiZXhwaXJhdGlvbiI6ICIyMDE1LTEyLTMwVDEyOjAwOjAwLjAwMFoiLA0KICAiY29uZGl0aW9ucyI6IFsNCiAgICB7ImJ1Y2tldCI6ICJzaWd2NGV4YW1w"
        + "bGVidWNrZXQifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRrZXkiLCAidXNlci91c2VyMS8iXSwNCiAgICB7ImFjbCI6ICJwdWJsaWMtcmVhZCJ9LA0KICAg"
        + "IHsic3VjY2Vzc19hY3Rpb25fcmVkaXJlY3QiOiAiaHR0cDovL3NpZ3Y0ZXhhbXBsZWJ1Y2tldC5zMy5hbWF6b25hd3MuY29tL3N1Y2Nlc3NmdWxfdXBsb2Fk"
        + "Lmh0bWwifSwNCiAgICBbInN0YXJ0cy13aXRoIiwgIiRDb250ZW50LVR5cGUiLCAiaW1hZ2UvIl0sDQogICAgeyJ4LWFtei1tZXRhLXV1aWQiOiAiMTQzNjUx"
        + "MjM2NTEyNzQifSwNCiAgICB7IngtYW16LXNlcnZlci1zaWRlLWVuY3J5cHRpb24iOiAiQUVTMjU2In0sDQogICAgWyJzdGFydHMtd2l0aCIsICIkeC1hbXot"
        + "bWV0YS10YWciLCAiIl0sDQoNCiAgICB7IngtYW16LWNyZWRlbnRpYWwiOiAiQUtJQUlPU0ZPRE5ON0VYQU1QTEUvMjAxNTEyMjkvdXMtZWFzdC0xL3MzL2F3"
        + "czRfcmVxdWVzdCJ9LA0KICAgIHsieC1hbXotYWxnb3JpdGhtIjogIkFXUzQtSE1BQy1TSEEyNTYifSwNCiAgICB7IngtYW16LWRhdGUiOiAiMjAxNTEyMjlU"
        + "MDAwMDAwWiIgfQ0KICBdDQp9";

    const string Signature = "8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e";

    static readonly SigningKey Key = SigningKey.Derive(
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        new CredentialScope("20151229", "us-east-1", "s3")
    );

    [Fact]
    public void The_documented_form_is_signed_as_documented()
    {
        var signature = Read(Algorithm, Credential, Date, Signature);
        Assert.Equal("AKIAIOSFODNN7EXAMPLE", signature.AccessKeyId);
        Assert.Equal(new DateTimeOffset(2015, 12, 29, 0, 0, 0, TimeSpan.Zero), signature.Timestamp);
        Assert.Null(signature.Verify(Policy, Key));
    }

    [Fact]
    public void Another_policy_key_or_signature_does_not_match()
    {
        Assert.Equal("SignatureDoesNotMatch", Read(Algorithm, Credential, Date, Signature).Verify(Policy[..^4], Key)?.Code);
        Assert.Equal("SignatureDoesNotMatch", Read(Algorithm, Credential, Date, Signature[1..] + "0").Verify(Policy, Key)?.Code);
        Assert.Equal("SignatureDoesNotMatch", Read(Algorithm, Credential, Date, "").Verify(Policy, Key)?.Code);
        var error = Read(Algorithm, Credential, Date, Signature)
            .Verify("AQ==", SigningKey.Derive("other", new CredentialScope("20151229", "us-east-1", "s3")))!;
        Assert.Equal(
            ["AWSAccessKeyId", "StringToSign", "SignatureProvided", "StringToSignBytes"],
            error.Members.Select(member => member.Key)
        );
        Assert.Equal("41 51 3d 3d", error.Members[3].Value);
    }

    [Theory]
    [InlineData("AWS4", Credential, Date, "X-Amz-Algorithm")]
    [InlineData(Algorithm, "AKIAIOSFODNN7EXAMPLE", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, "/20151229/us-east-1/s3/aws4_request", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, "AKIAIOSFODNN7EXAMPLE/2015/us-east-1/s3/aws4_request", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/iam/aws4_request", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws5_request", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, "AKIAIOSFODNN7EXAMPLE/20151228/us-east-1/s3/aws4_request", Date, "X-Amz-Credential")]
    [InlineData(Algorithm, Credential, "2015-12-29", "X-Amz-Date")]
    [InlineData(Algorithm, Credential, "", "X-Amz-Date")]
    public void Fields_that_cannot_be_read_are_named(string algorithm, string credential, string date, string named)
    {
        Assert.False(PostSignature.TryRead(algorithm, credential, date, Signature, out _, out var error));
        Assert.Equal((400, "InvalidArgument"), (error.StatusCode, error.Code));
        Assert.Equal(named, error.Members.Single(member => member.Key == "ArgumentName").Value);
    }

    static PostSignature Read(string algorithm, string credential, string date, string signature)
    {
        Assert.True(PostSignature.TryRead(algorithm, credential, date, signature, out var result, out _));
        return result;
    }
}
