using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class GetPolicyVersionTests(TestServer server)
{
    [Fact]
    public async Task The_document_comes_back_byte_for_byte_and_url_encoded()
    {
        var root = await server.NewAccountAsync();
        var document = Documents.Allow("s3:ListBucket", "arn:aws:s3:::a b+é").Replace(",", " ,\n", StringComparison.Ordinal);
        var arn = await root.NewPolicyAsync("p", document);
        var answer = await root.Iam("GetPolicyVersion", ("PolicyArn", arn), ("VersionId", "v1"));
        Assert.Equal("CreateDate Document IsDefaultVersion VersionId", answer.Members("PolicyVersion"));
        Assert.Equal(document, Uri.UnescapeDataString(answer.Text("Document")));
    }

    [Fact]
    public async Task The_default_version_of_a_policy_of_aws_can_be_read()
    {
        var root = await server.NewAccountAsync();
        const string Arn = "arn:aws:iam::aws:policy/AdministratorAccess";
        var version = (await root.Iam("GetPolicy", ("PolicyArn", Arn))).Text("DefaultVersionId");
        var answer = await root.Iam("GetPolicyVersion", ("PolicyArn", Arn), ("VersionId", version));
        Assert.Equal("true", answer.Text("IsDefaultVersion"));
        Assert.Contains("\"*\"", Uri.UnescapeDataString(answer.Text("Document")), StringComparison.Ordinal);
        await root.Refused(
            "NoSuchEntity",
            $"Policy {Arn} version v999 does not exist or is not attachable.",
            "GetPolicyVersion",
            ("PolicyArn", Arn),
            ("VersionId", "v999")
        );
    }

    [Theory]
    [InlineData("v0")]
    [InlineData("1")]
    [InlineData("latest")]
    public async Task A_version_id_has_a_form(string version)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            "ValidationError",
            @"1 validation error detected: Value at 'versionId' failed to satisfy constraint: Member must satisfy regular "
                + @"expression pattern: v[1-9][0-9]*(\.[A-Za-z0-9-]*)?",
            "GetPolicyVersion",
            ("PolicyArn", root.Arn("policy/none-at-all")),
            ("VersionId", version)
        );
    }

    [Theory]
    [InlineData("policy/p", "v9")]
    [InlineData("policy/p", "v1.2")]
    [InlineData("policy/p", "v99999999999")]
    [InlineData("policy/TestNonExistingPolicy", "v1")]
    public async Task A_missing_policy_and_a_missing_version_read_alike(string policy, string version)
    {
        var root = await server.NewAccountAsync();
        await root.NewPolicyAsync("p");
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn(policy)} version {version} does not exist or is not attachable.",
            "GetPolicyVersion",
            ("PolicyArn", root.Arn(policy)),
            ("VersionId", version)
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.NeedsExactlyAsync("GetPolicyVersion", arn, $"policy {arn}", ("PolicyArn", arn), ("VersionId", "v1"));
    }
}
