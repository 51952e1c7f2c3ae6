using Mantle.Server.Tests.Support;
using static Mantle.Server.Tests.Operations.S3.ObjectLock.ObjectLockCalls;

namespace Mantle.Server.Tests.Operations.S3.ObjectLock;

/// <summary>No caller can delete a locked version; GOVERNANCE can be bypassed with a header and a permission.</summary>
[Collection(ServerCollection.Name)]
public class ObjectLockTests(TestServer server)
{
    const string Denied = "Access Denied because object protected by object lock.";

    [Fact]
    public async Task Compliance_keeps_a_version_from_everyone()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var version = await PutAsync(
            s3,
            bucket,
            "key",
            ("x-amz-object-lock-mode", "COMPLIANCE"),
            ("x-amz-object-lock-retain-until-date", server.In(5))
        );
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}", null, ("x-amz-bypass-governance-retention", "true"))).Refused(
            403,
            "AccessDenied",
            Denied
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?retention", Retention("COMPLIANCE", server.In(4)))).Refused(403, "AccessDenied", Denied);
        (
            await s3.PutDocumentAsync(
                $"/{bucket}/key?retention",
                Retention("GOVERNANCE", server.In(9)),
                ("x-amz-bypass-governance-retention", "true")
            )
        ).Refused(403, "AccessDenied", Denied);
        (await s3.PutDocumentAsync($"/{bucket}/key?retention", Retention("COMPLIANCE", server.In(6)))).Expect(200);
        Assert.StartsWith(
            server.In(6),
            (await s3.GetAsync($"/{bucket}/key?retention")).Element("RetainUntilDate").Replace(".000Z", "Z", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        // A delete marker hides the version and deletes nothing.
        (await s3.SendAsync("DELETE", $"/{bucket}/key")).Expect(204);
        (await s3.GetAsync($"/{bucket}/key?versionId={version}")).Expect(200);
    }

    [Fact]
    public async Task Governance_is_bypassed_with_the_header_and_the_permission()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var version = await PutAsync(
            s3,
            bucket,
            "key",
            ("x-amz-object-lock-mode", "GOVERNANCE"),
            ("x-amz-object-lock-retain-until-date", server.In(5))
        );
        var without = s3.As(
            await s3.Client.NewUserAsync(
                "without",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"},
                  {"Effect":"Deny","Action":"s3:BypassGovernanceRetention","Resource":"*"}]}
                """
            )
        );
        (string, string) bypass = ("x-amz-bypass-governance-retention", "true");
        (await without.SendAsync("DELETE", $"/{bucket}/key?versionId={version}", null, bypass)).Refused(403, "AccessDenied", Denied);
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Refused(403, "AccessDenied", Denied);
        (await s3.PutDocumentAsync($"/{bucket}/key?retention", Retention("GOVERNANCE", server.In(1)))).Refused(403, "AccessDenied", Denied);
        (await s3.PutDocumentAsync($"/{bucket}/key?retention", "<Retention/>", bypass)).Expect(200);
        (await s3.GetAsync($"/{bucket}/key?retention")).Refused(404, "NoSuchObjectLockConfiguration");
        (await s3.PutDocumentAsync($"/{bucket}/key?retention", Retention("GOVERNANCE", server.In(1)))).Expect(200);
        var list = $"<Delete><Object><Key>key</Key><VersionId>{version}</VersionId></Object></Delete>";
        var refused = await s3.SendDocumentAsync("POST", $"/{bucket}?delete", list);
        Assert.Equal(("AccessDenied", Denied), (refused.Code, refused.Message));
        var deleted = (await s3.SendDocumentAsync("POST", $"/{bucket}?delete", list, bypass)).Expect(200);
        Assert.Equal(version, deleted.Element("VersionId"));
        Assert.False(deleted.Has("Error"));
    }

    [Fact]
    public async Task A_legal_hold_keeps_a_version_until_it_is_off()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        var version = await PutAsync(s3, bucket, "key");
        (await s3.GetAsync($"/{bucket}/key?legal-hold")).Refused(404, "NoSuchObjectLockConfiguration");
        (await s3.PutDocumentAsync($"/{bucket}/key?legal-hold", "<LegalHold><Status>ON</Status></LegalHold>")).Expect(200);
        Assert.Equal("ON", (await s3.GetAsync($"/{bucket}/key?legal-hold")).Element("Status"));
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}", null, ("x-amz-bypass-governance-retention", "true"))).Refused(
            403,
            "AccessDenied",
            Denied
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?legal-hold", "<LegalHold><Status>abc</Status></LegalHold>")).Refused(
            400,
            "MalformedXML"
        );
        (await s3.PutDocumentAsync($"/{bucket}/key?legal-hold", "<LegalHold><Status>OFF</Status></LegalHold>")).Expect(200);
        (await s3.SendAsync("DELETE", $"/{bucket}/key?versionId={version}")).Expect(204);
    }

    [Fact]
    public async Task Locking_while_putting_needs_actions_of_its_own_and_sense()
    {
        var (s3, bucket) = await server.NewLockingBucketAsync();
        (string, string) mode = ("x-amz-object-lock-mode", "GOVERNANCE"),
            until = ("x-amz-object-lock-retain-until-date", server.In(5)),
            hold = ("x-amz-object-lock-legal-hold", "ON");
        var user = s3.As(
            await s3.Client.NewUserAsync(
                "user",
                """
                {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:PutObject","Resource":"*"},
                {"Effect":"Allow","Action":"s3:PutObjectRetention","Resource":"*",
                  "Condition":{"NumericLessThanEquals":{"s3:object-lock-remaining-retention-days":"7"} } }]}
                """
            )
        );
        (await user.PutDocumentAsync($"/{bucket}/key", "x", mode, until)).Expect(200);
        (await user.PutDocumentAsync($"/{bucket}/key", "x", mode, ("x-amz-object-lock-retain-until-date", server.In(9)))).Refused(
            403,
            "AccessDenied"
        );
        (await user.PutDocumentAsync($"/{bucket}/key", "x", hold)).Refused(403, "AccessDenied");
        (await s3.PutDocumentAsync($"/{bucket}/key", "x", mode)).Refused(400, "InvalidArgument");
        (await s3.PutDocumentAsync($"/{bucket}/key", "x", mode, ("x-amz-object-lock-retain-until-date", server.In(-1)))).Refused(
            400,
            "InvalidArgument",
            "The retain until date must be in the future!"
        );
        (await s3.PutDocumentAsync($"/{bucket}/key", "x", ("x-amz-object-lock-mode", "STRICT"), until)).Refused(
            400,
            "InvalidArgument",
            "Unknown wormMode directive."
        );
        (await s3.PutAsync($"/{bucket}/key", "x", mode, until)).Refused(
            400,
            "InvalidRequest",
            "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters"
        );
        var plain = await s3.NewBucketAsync();
        (await s3.PutDocumentAsync($"/{plain}/key", "x", mode, until)).Refused(
            400,
            "InvalidRequest",
            "Bucket is missing ObjectLockConfiguration"
        );
        // A caller who may read the object but not its locks does not see them.
        var reader = s3.As(await s3.Client.NewUserAsync("reader", Documents.Allow("s3:GetObject")));
        Assert.Null((await reader.SendAsync("HEAD", $"/{bucket}/key")).Expect(200).Header("x-amz-object-lock-mode"));
        Assert.Equal("GOVERNANCE", (await s3.SendAsync("HEAD", $"/{bucket}/key")).Header("x-amz-object-lock-mode"));
    }
}
