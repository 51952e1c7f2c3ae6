using System.Text;
using Mantle.Server.Tests.Operations.S3;

namespace Mantle.Server.Tests.Operations.S3Control;

/// <summary>Calls of S3 Control, signed for S3 and with the account in a header.</summary>
static class ControlClient
{
    public static Task<S3Answer> ControlAsync(this S3Client s3, string method, string path, string? body = null, string? account = null) =>
        s3.SendAsync(
            method,
            $"/v20180820/{path}",
            body is null ? null : Encoding.UTF8.GetBytes(body),
            ("x-amz-account-id", account ?? s3.AccountId)
        );

    /// <summary>Makes an access point and gives its alias.</summary>
    public static async Task<string> NewAccessPointAsync(this S3Client s3, string name, string bucket, string more = "") =>
        (
            await s3.ControlAsync(
                "PUT",
                $"accesspoint/{name}",
                $"<CreateAccessPointRequest xmlns=\"http://awss3control.amazonaws.com/doc/2018-08-20/\"><Bucket>"
                    + $"{bucket}</Bucket>{more}</CreateAccessPointRequest>"
            )
        )
            .Expect(200)
            .Element("Alias");

    public static Task<S3Answer> PutAccessPointPolicyAsync(this S3Client s3, string name, string policy) =>
        s3.ControlAsync(
            "PUT",
            $"accesspoint/{name}/policy",
            $"<PutAccessPointPolicyRequest><Policy>{new System.Xml.Linq.XText(policy)}</Policy></PutAccessPointPolicyRequest>"
        );

    /// <summary>Every setting of Block Public Access, on or off.</summary>
    public static string Block(bool on) =>
        string.Concat(
            new[] { "BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets" }.Select(name =>
                $"<{name}>{(on ? "true" : "false")}</{name}>"
            )
        );
}
