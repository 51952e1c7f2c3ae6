using Mantle.Core.Catalog;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.ManagedPolicies;

[Collection(ServerCollection.Name)]
public class ListPoliciesTests(TestServer server)
{
    [Fact]
    public async Task A_listed_policy_has_neither_description_nor_tags()
    {
        var root = await server.NewAccountAsync();
        await root.Iam(
            "CreatePolicy",
            ("PolicyName", "p"),
            ("PolicyDocument", IamCalls.AnyPolicy),
            ("Description", "d"),
            ("Tags.member.1.Key", "k"),
            ("Tags.member.1.Value", "v")
        );
        foreach (var scope in new[] { "Local", "AWS" })
            Assert.Equal(
                "Arn AttachmentCount CreateDate DefaultVersionId IsAttachable Path PermissionsBoundaryUsageCount PolicyId "
                    + "PolicyName UpdateDate",
                (await root.Iam("ListPolicies", ("Scope", scope), ("MaxItems", "1"))).Members("member")
            );
    }

    [Fact]
    public async Task Pages_hold_every_policy_of_the_account_and_of_aws_once()
    {
        var root = await server.NewAccountAsync();
        for (var i = 0; i < 12; i++)
            await root.NewPolicyAsync($"p{i}");
        var own = await root.PagesAsync("ListPolicies", "Arn", 5, ("Scope", "Local"));
        var aws = await root.PagesAsync("ListPolicies", "Arn", 100, ("Scope", "AWS"));
        Assert.Equal(12, own.Count);
        Assert.Equal(AwsManagedPolicies.All.Select(policy => policy.Arn), aws);
        Assert.Equal(aws.Count, aws.Distinct().Count());
        foreach (var size in new[] { 7, 12, 1_000 })
            Assert.Equal([.. own, .. aws], await root.PagesAsync("ListPolicies", "Arn", size));
    }

    [Fact]
    public async Task Pages_of_the_accounts_own_are_in_name_order()
    {
        var root = await server.NewAccountAsync();
        foreach (var name in new[] { "c", "B", "a" })
            await root.NewPolicyAsync(name);
        await root.PagesWholeAsync("ListPolicies", "PolicyName", ["a", "B", "c"], ("Scope", "Local"));
    }

    [Fact]
    public async Task Filters_choose_by_use_and_path()
    {
        var root = await server.NewAccountAsync();
        var attached = await root.NewPolicyAsync("attached", path: "/x/");
        var boundary = await root.NewPolicyAsync("boundary");
        await root.NewPolicyAsync("unused", path: "/x/y/");
        await root.Iam("CreateUser", ("UserName", "u"), ("PermissionsBoundary", boundary));
        await root.Iam("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", attached));
        await root.Iam("AttachUserPolicy", ("UserName", "u"), ("PolicyArn", "arn:aws:iam::aws:policy/job-function/ViewOnlyAccess"));
        async Task<string> Names(params (string, string)[] filters) =>
            string.Join(' ', (await root.Iam("ListPolicies", filters)).All("PolicyName"));
        Assert.Equal("attached ViewOnlyAccess", await Names(("PolicyUsageFilter", "PermissionsPolicy")));
        Assert.Equal("boundary", await Names(("PolicyUsageFilter", "PermissionsBoundary")));
        Assert.Equal("attached boundary ViewOnlyAccess", await Names(("OnlyAttached", "true")));
        Assert.Equal("attached boundary", await Names(("OnlyAttached", "true"), ("Scope", "Local")));
        Assert.Equal("attached unused", await Names(("PathPrefix", "/x/")));
        Assert.Equal("ViewOnlyAccess", await Names(("PathPrefix", "/job-function/"), ("OnlyAttached", "true"), ("Scope", "AWS")));
        await root.PagesWholeAsync("ListPolicies", "PolicyName", ["attached", "boundary", "ViewOnlyAccess"], ("OnlyAttached", "true"));
    }

    [Fact]
    public async Task It_takes_its_permission_on_the_path()
    {
        var root = await server.NewAccountAsync();
        await root.NeedsExactlyAsync("ListPolicies", root.Arn("policy/"), "policy path /", ("Scope", "Local"));
    }
}
