using System.Text.Json;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin;

[Collection(ServerCollection.Name)]
public class ListNewestEventsTests(TestServer server)
{
    [Fact]
    public async Task Filters_select_by_user_role_session_event_resource_and_denial()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("deploy");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "deploy"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role);
        await session.Sts("GetCallerIdentity");
        await session.SendAsync("iam", "ListUsers");

        Assert.Equal(["AssumeRole"], await NamesAsync(root, ("User", "dev")));
        Assert.Equal(["AssumeRole"], await NamesAsync(root, ("User", root.Arn("user/dev"))));
        Assert.Equal(["ListUsers", "GetCallerIdentity"], await NamesAsync(root, ("Role", "deploy")));
        Assert.Equal(["ListUsers", "GetCallerIdentity"], await NamesAsync(root, ("Role", role)));
        Assert.Equal(["ListUsers", "GetCallerIdentity"], await NamesAsync(root, ("Session", "session")));
        Assert.Equal(["AssumeRole", "UpdateAssumeRolePolicy", "CreateRole"], await NamesAsync(root, ("Resource", "deploy")));
        Assert.Equal(["AssumeRole"], await NamesAsync(root, ("Resource", role), ("EventName", "AssumeRole")));
        Assert.Equal(["ListUsers"], await NamesAsync(root, ("Denied", "true")));
        Assert.Equal(["CreateAccessKey", "CreateUser"], await NamesAsync(root, ("User", "root"), ("Resource", "dev")));
        Assert.Empty(await NamesAsync(root, ("EndTime", "2001-01-01T00:00:00Z")));
    }

    [Fact]
    public async Task What_is_new_since_a_look_is_listed_by_its_number()
    {
        var root = await server.NewAccountAsync();
        await root.Iam("ListGroups");
        await root.Iam("ListUsers");
        var page = await ListAsync(root, ("MaxItems", "1"));
        Assert.Equal("true", page.Text("IsTruncated"));
        var newest = page.Text("Newest");
        Assert.Equal(["ListUsers"], Names(page));
        await root.Iam("ListRoles");
        Assert.Equal(["ListRoles"], Names(await ListAsync(root, ("After", newest))));
        await server.Management.RefusedAsync("ValidationError", "Invalid After: x", "mantle", "ListNewestEvents", ("After", "x"));
    }

    [Fact]
    public async Task An_account_lists_its_own_events_only()
    {
        var (root, other) = (await server.NewAccountAsync(), await server.NewAccountAsync());
        await root.CallAsync("mantle", "ListNewestEvents", ("AccountId", root.AccountId));
        await root.RefusedAsync("AccessDenied", null, "mantle", "ListNewestEvents", ("AccountId", other.AccountId));
        await root.RefusedAsync("AccessDenied", null, "mantle", "ListNewestEvents");
        await server.Management.RefusedAsync(
            "ValidationError",
            "There is no account 123456789012.",
            "mantle",
            "ListNewestEvents",
            ("AccountId", "123456789012")
        );
    }

    Task<Answer> ListAsync(TestClient account, params (string Name, string Value)[] filters) =>
        server.Management.CallAsync("mantle", "ListNewestEvents", [("AccountId", account.AccountId), .. filters]);

    async Task<IEnumerable<string?>> NamesAsync(TestClient account, params (string Name, string Value)[] filters) =>
        Names(await ListAsync(account, filters));

    static IEnumerable<string?> Names(Answer page) =>
        page.All("member").Select(line => JsonDocument.Parse(line).RootElement.GetProperty("eventName").GetString());
}
