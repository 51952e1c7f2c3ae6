using Mantle.Core.Audit;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.AccessReports;

/// <summary>
/// Jobs of GenerateServiceLastAccessedDetails and what they found
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_last-accessed.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class ServiceLastAccessedTests(TestServer server)
{
    [Fact]
    public async Task A_users_report_lists_what_its_policies_reach_and_when_it_was_used()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "u",
            """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:List*","sqs:*"],"Resource":"*"}]}"""
        );
        await user.Iam("ListUsers");
        var found = await FoundAsync(root, root.Arn("user/u"), "SERVICE_LEVEL");
        Assert.Equal(
            "IsTruncated JobCompletionDate JobCreationDate JobStatus JobType ServicesLastAccessed",
            found.Members("GetServiceLastAccessedDetailsResult")
        );
        Assert.Equal(("COMPLETED", "SERVICE_LEVEL"), (found.Text("JobStatus"), found.Text("JobType")));
        Assert.Equal(["iam", "sqs"], found.All("ServiceNamespace"));
        Assert.Equal(["1", "0"], found.All("TotalAuthenticatedEntities"));
        Assert.Equal([root.Arn("user/u")], found.All("LastAuthenticatedEntity"));
        Assert.Equal(["us-east-1"], found.All("LastAuthenticatedRegion"));
        Assert.Empty(found.All("TrackedActionsLastAccessed"));
    }

    [Fact]
    public async Task At_action_level_each_reachable_action_is_there_and_a_denied_call_counts()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync(
            "u",
            """
            {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:GetUser","iam:ListUsers","iam:ListRoles"],
             "Resource":"*"},{"Effect":"Deny","Action":"iam:ListRoles","Resource":"*"}]}
            """
        );
        await user.Iam("ListUsers");
        await user.Refused("AccessDenied", null, "ListRoles");
        await server.Server.Part<Recorder>().FlushAsync();
        var found = await FoundAsync(root, root.Arn("user/u"), "ACTION_LEVEL");
        var actions = found
            .Find("TrackedActionsLastAccessed")!
            .Elements("member")
            .ToDictionary(member => member.Element("ActionName")!.Value, member => member.Element("LastAccessedEntity")?.Value);
        Assert.Equal(["GetUser", "ListRoles", "ListUsers"], actions.Keys.Order(StringComparer.Ordinal));
        Assert.Equal((null, root.Arn("user/u"), root.Arn("user/u")), (actions["GetUser"], actions["ListRoles"], actions["ListUsers"]));
    }

    [Fact]
    public async Task A_groups_report_is_about_its_members_and_a_policys_about_who_holds_it()
    {
        var root = await server.NewAccountAsync();
        var policy = await root.NewPolicyAsync("p", Documents.Allow("iam:ListUsers"));
        await root.Iam("CreateGroup", ("GroupName", "g"));
        await root.Iam("AttachGroupPolicy", ("GroupName", "g"), ("PolicyArn", policy));
        var one = await root.NewUserAsync("one");
        await root.NewUserAsync("two");
        foreach (var name in new[] { "one", "two" })
            await root.Iam("AddUserToGroup", ("GroupName", "g"), ("UserName", name));
        await one.Iam("ListUsers");
        foreach (var arn in new[] { root.Arn("group/g"), policy })
        {
            var job = (await root.Iam("GenerateServiceLastAccessedDetails", ("Arn", arn))).Text("JobId");
            var found = await root.Iam("GetServiceLastAccessedDetailsWithEntities", ("JobId", job), ("ServiceNamespace", "iam"));
            Assert.Equal(
                "EntityDetailsList IsTruncated JobCompletionDate JobCreationDate JobStatus",
                found.Members("GetServiceLastAccessedDetailsWithEntitiesResult")
            );
            Assert.Equal([root.Arn("user/one"), root.Arn("user/two")], found.All("Arn"));
            Assert.Equal(["USER", "USER"], found.All("Type"));
            Assert.Single(found.All("LastAuthenticated"));
        }
    }

    [Fact]
    public async Task What_an_administrator_reaches_is_paged()
    {
        var root = await server.NewAccountAsync();
        await root.NewUserAsync("admin", Documents.Allow("*"));
        var job = (await root.Iam("GenerateServiceLastAccessedDetails", ("Arn", root.Arn("user/admin")))).Text("JobId");
        var all = await root.PagesAsync("GetServiceLastAccessedDetails", "ServiceNamespace", 1_000, ("JobId", job));
        Assert.True(all.Count > 300);
        Assert.Equal(all, await root.PagesAsync("GetServiceLastAccessedDetails", "ServiceNamespace", 97, ("JobId", job)));
    }

    [Fact]
    public async Task A_job_is_the_accounts_own_and_ends_after_a_week()
    {
        await using var alone = new TestServer();
        await alone.InitializeAsync();
        var root = await alone.NewAccountAsync();
        await root.NewRoleAsync("r");
        var job = (await root.Iam("GenerateServiceLastAccessedDetails", ("Arn", root.Arn("role/r")))).Text("JobId");
        Assert.Equal(36, job.Length);
        await (await alone.NewAccountAsync()).Refused("NoSuchEntity", null, "GetServiceLastAccessedDetails", ("JobId", job));
        alone.Clock.Advance(TimeSpan.FromDays(8));
        await root.Refused("NoSuchEntity", $"Job with id {job} cannot be found.", "GetServiceLastAccessedDetails", ("JobId", job));
    }

    [Theory]
    [InlineData("arn:aws:iam::{0}:user/nobody", "NoSuchEntity")]
    [InlineData("arn:aws:iam::{0}:policy/none", "NoSuchEntity")]
    [InlineData("arn:aws:sts::{0}:assumed-role/r/s", "InvalidInput")]
    public async Task What_is_not_there_is_refused(string arn, string code)
    {
        var root = await server.NewAccountAsync();
        await root.Refused(
            code,
            null,
            "GenerateServiceLastAccessedDetails",
            ("Arn", arn.Replace("{0}", root.AccountId, StringComparison.Ordinal))
        );
    }

    static async Task<Answer> FoundAsync(TestClient root, string arn, string granularity)
    {
        var job = (await root.Iam("GenerateServiceLastAccessedDetails", ("Arn", arn), ("Granularity", granularity))).Text("JobId");
        return await root.Iam("GetServiceLastAccessedDetails", ("JobId", job));
    }
}
