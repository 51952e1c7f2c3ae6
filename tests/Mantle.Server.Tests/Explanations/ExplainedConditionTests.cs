using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Server.Tests.Support.Tables;

namespace Mantle.Server.Tests.Explanations;

/// <summary>
/// The denied conditions of docs/assume-role.md: the condition that failed is named, and what is suggested allows the call.
/// </summary>
[Collection(ServerCollection.Name)]
public class ExplainedConditionTests(TestServer server)
{
    static readonly DecisionTable Table = new("assume-role", "trust");

    public static TheoryData<string> Denied =>
        [.. Table.Conditions.Select(row => row.Data).Where(name => Table.Condition(name).Outcome == DecisionTable.Denied)];

    [Theory]
    [MemberData(nameof(Denied))]
    public async Task The_failed_condition_is_named_and_what_is_suggested_allows_the_call(string name)
    {
        var row = Table.Condition(name);
        var owner = await server.NewAccountAsync();
        var home = await server.NewAccountAsync();
        var role = await owner.NewRoleAsync("target");
        var user = await home.NewUserAsync("dev", Documents.Allow("sts:*"));
        await home.Iam("TagUser", ("UserName", "dev"), ("Tags.member.1.Key", "team"), ("Tags.member.1.Value", "blue"));
        await owner.Iam(
            "UpdateAssumeRolePolicy",
            ("RoleName", "target"),
            ("PolicyDocument", Documents.Trust(home.Arn("user/dev"), row.Condition.GetRawText()))
        );
        var parameters = new List<(string, string)> { ("RoleArn", role) };
        if (!row.Parameters.ContainsKey("RoleSessionName"))
            parameters.Add(("RoleSessionName", "session"));
        parameters.AddRange(row.Parameters.Where(each => each.Key != "mfa").Select(each => (each.Key, each.Value)));
        var denied = await user.SendAsync("sts", "AssumeRole", [.. parameters]);
        Assert.Equal("AccessDenied", denied.Code);
        var explained = await ExplainedDenial.OfAsync(denied, owner);
        var access = Assert.Single(explained.Views).GetProperty("accesses")[0];
        var miss = access.GetProperty("nearMisses")[0];
        Assert.False(miss.GetProperty("missesPrincipal").GetBoolean());
        var asked = row.Condition.EnumerateObject().SelectMany(block => block.Value.EnumerateObject()).Select(key => key.Name);
        Assert.Contains(
            miss.GetProperty("conditions").EnumerateArray(),
            condition => !condition.GetProperty("holds").GetBoolean() && asked.Contains(condition.GetProperty("key").GetString())
        );
        foreach (var (viewer, command) in explained.Commands)
            await command.RunAsync(viewer);
        var allowed = await user.SendAsync("sts", "AssumeRole", [.. parameters]);
        Assert.True(allowed.Code is null, $"{allowed.Message} after {explained.Commands[0].Command}");
    }
}
