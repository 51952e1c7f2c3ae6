using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class ListPolicyVersionsTests(TestServer server)
{
    [Fact]
    public async Task Versions_are_listed_newest_first_without_documents()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        for (var i = 2; i <= 4; i++)
            await root.Iam("CreatePolicyVersion", ("PolicyArn", arn), ("PolicyDocument", IamCalls.AnyPolicy));
        Assert.Equal("CreateDate IsDefaultVersion VersionId", (await root.Iam("ListPolicyVersions", ("PolicyArn", arn))).Members("member"));
        Assert.Equal(
            ["false", "false", "false", "true"],
            (await root.Iam("ListPolicyVersions", ("PolicyArn", arn))).All("IsDefaultVersion")
        );
        await root.PagesWholeAsync("ListPolicyVersions", "VersionId", ["v4", "v3", "v2", "v1"], ("PolicyArn", arn));
        var first = await root.Iam("ListPolicyVersions", ("PolicyArn", arn), ("MaxItems", "2"));
        await root.Iam("DeletePolicyVersion", ("PolicyArn", arn), ("VersionId", "v3"));
        Assert.Equal(
            ["v2", "v1"],
            (await root.Iam("ListPolicyVersions", ("PolicyArn", arn), ("Marker", first.Text("Marker")))).All("VersionId")
        );
    }

    [Fact]
    public async Task A_policy_of_aws_has_its_default_version_and_a_missing_one_none()
    {
        var root = await server.NewAccountAsync();
        Assert.Equal(
            ["true"],
            (await root.Iam("ListPolicyVersions", ("PolicyArn", "arn:aws:iam::aws:policy/ReadOnlyAccess"))).All("IsDefaultVersion")
        );
        await root.Refused(
            "NoSuchEntity",
            $"Policy {root.Arn("policy/none")} was not found.",
            "ListPolicyVersions",
            ("PolicyArn", root.Arn("policy/none"))
        );
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_policy()
    {
        var root = await server.NewAccountAsync();
        var arn = await root.NewPolicyAsync("p");
        await root.NeedsExactlyAsync("ListPolicyVersions", arn, $"policy {arn}", ("PolicyArn", arn));
    }
}
