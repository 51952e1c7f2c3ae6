using System.Text.Json;
using System.Text.Json.Nodes;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>
/// Every list of Organizations that the service model calls paginated: pages of every size hold the same, each once, in one order.
/// </summary>
[Collection(ServerCollection.Name)]
public class ListPagingTests(TestServer server)
{
    const string Chat = "CHATBOT_POLICY",
        Override = """{"supported_role_settings":{"@@assign":["user_role"]}}""";

    public static TheoryData<string> Lists =>
        [
            .. Wire
                .Services.Find("organizations")!
                .Model.Operations.Where(operation => operation.Pages is not null)
                .Select(operation => operation.Name),
        ];

    [Theory]
    [MemberData(nameof(Lists))]
    public async Task Pages_of_every_size_hold_the_same(string action)
    {
        var list = await ListOfAsync(action);
        var whole = (await list.Client.Org(action, list.Input)).Ids(list.Items, list.Id);
        Assert.Equal(list.Count, whole.Count);
        Assert.Equal(whole.Count, whole.Distinct().Count());
        for (var size = 1; size <= whole.Count + 1 && action != "ListTagsForResource"; size++)
            Assert.Equal(whole, await PagesAsync(action, list, size));
        foreach (var token in new[] { "?", " " })
            await list.Client.OrgRefused("InvalidInputException", "INVALID_NEXT_TOKEN", action, With(list.Input, "NextToken", token));
    }

    static async Task<IReadOnlyList<string>> PagesAsync(string action, List list, int size)
    {
        var items = new List<string>();
        string? token = null;
        do
        {
            var input = With(list.Input, "MaxResults", size);
            if (token is not null)
                input["NextToken"] = token;
            var page = await list.Client.Org(action, input);
            var found = page.Ids(list.Items, list.Id);
            var before = token;
            token = (string?)page!["NextToken"];
            Assert.True(token is null || token != before, $"{action} answers the same token again.");
            Assert.True(token is null ? found.Count <= size : found.Count == size);
            items.AddRange(found);
        } while (token is not null);
        return items;
    }

    static JsonObject With(object input, string name, JsonNode value)
    {
        var copy = JsonSerializer.SerializeToNode(input)!.AsObject();
        copy[name] = value;
        return copy;
    }

    /// <summary>A list with items.</summary>
    /// <param name="Client">The caller.</param>
    /// <param name="Items">The answer's member with the items.</param>
    /// <param name="Id">An item's member with its id.</param>
    /// <param name="Count">The number of items.</param>
    sealed record List(TestClient Client, string Items, string Id, int Count)
    {
        /// <summary>Further members of the request.</summary>
        public object Input { get; init; } = new { };
    }

    async Task<List> ListOfAsync(string action)
    {
        var management = await server.NewOrganizationAsync();
        var root = await management.RootIdAsync();
        switch (action)
        {
            case "ListRoots":
                return new(management, "Roots", "Id", 1);
            case "ListAccounts":
                await RepeatAsync(management.NewMemberIdAsync);
                return new(management, "Accounts", "Id", 4);
            case "ListAccountsForParent":
                await RepeatAsync(management.NewMemberIdAsync);
                return new(management, "Accounts", "Id", 4) { Input = new { ParentId = root } };
            case "ListChildren":
                await RepeatAsync(management.NewMemberIdAsync);
                return new(management, "Children", "Id", 4) { Input = new { ParentId = root, ChildType = "ACCOUNT" } };
            case "ListParents":
                return new(management, "Parents", "Id", 1) { Input = new { ChildId = management.AccountId } };
            case "ListCreateAccountStatus":
                await RepeatAsync(management.NewMemberIdAsync);
                return new(management, "CreateAccountStatuses", "Id", 3);
            case "ListOrganizationalUnitsForParent":
                foreach (var name in new[] { "a", "b", "c" })
                    await management.NewUnitAsync(root, name);
                return new(management, "OrganizationalUnits", "Id", 3) { Input = new { ParentId = root } };
            case "ListAWSServiceAccessForOrganization":
                await EnableAccessAsync(management);
                return new(management, "EnabledServicePrincipals", "ServicePrincipal", Services.Length);
            case "ListDelegatedAdministrators":
                await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = Services[0] });
                await RepeatAsync(async () =>
                    await management.Org(
                        "RegisterDelegatedAdministrator",
                        new { AccountId = await management.NewMemberIdAsync(), ServicePrincipal = Services[0] }
                    )
                );
                return new(management, "DelegatedAdministrators", "Id", 3);
            case "ListDelegatedServicesForAccount":
                await EnableAccessAsync(management);
                var delegated = await management.NewMemberIdAsync();
                foreach (var service in Services)
                    await management.Org("RegisterDelegatedAdministrator", new { AccountId = delegated, ServicePrincipal = service });
                return new(management, "DelegatedServices", "ServicePrincipal", Services.Length) { Input = new { AccountId = delegated } };
            case "ListHandshakesForOrganization":
                await RepeatAsync(async () => await InviteAsync(management, await server.NewAccountAsync()));
                return new(management, "Handshakes", "Id", 3);
            case "ListHandshakesForAccount":
                var invited = await server.NewAccountAsync();
                await RepeatAsync(async () => await InviteAsync(await server.NewOrganizationAsync(), invited));
                return new(invited, "Handshakes", "Id", 3);
            case "ListPolicies":
                await RepeatAsync(() => management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*")));
                return new(management, "Policies", "Id", 4) { Input = new { Filter = OrganizationCalls.Scp } };
            case "ListPoliciesForTarget":
                await management.EnableAsync(OrganizationCalls.Scp);
                await RepeatAsync(async () =>
                    await management.AttachAsync(await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*")), root)
                );
                return new(management, "Policies", "Id", 4) { Input = new { Filter = OrganizationCalls.Scp, TargetId = root } };
            case "ListTargetsForPolicy":
                await management.EnableAsync(OrganizationCalls.Scp);
                var policy = await management.NewOrgPolicyAsync(OrganizationCalls.Scp, Documents.Deny("s3:*"));
                foreach (var target in new[] { root, await management.NewUnitAsync(root), await management.NewMemberIdAsync() })
                    await management.AttachAsync(policy, target);
                return new(management, "Targets", "TargetId", 3) { Input = new { PolicyId = policy } };
            case "ListTagsForResource":
                await management.Org(
                    "TagResource",
                    new { ResourceId = root, Tags = Enumerable.Range(1, 50).Select(i => new { Key = $"k{i}", Value = "v" }) }
                );
                return new(management, "Tags", "Key", 50) { Input = new { ResourceId = root } };
            case "ListAccountsWithInvalidEffectivePolicy":
                await OverfillAsync(management, root);
                await RepeatAsync(management.NewMemberIdAsync);
                return new(management, "Accounts", "Id", 4) { Input = new { PolicyType = Chat } };
            case "ListEffectivePolicyValidationErrors":
                await OverfillAsync(management, root);
                return new(management, "EffectivePolicyValidationErrors", "PathToError", 3)
                {
                    Input = new { management.AccountId, PolicyType = Chat },
                };
            default:
                throw new Xunit.Sdk.XunitException($"Say how {action} gets something to list.");
        }
    }

    static readonly string[] Services = ["access-analyzer.amazonaws.com", "config.amazonaws.com", "guardduty.amazonaws.com"];

    static async Task EnableAccessAsync(TestClient management)
    {
        foreach (var service in Services)
            await management.Org("EnableAWSServiceAccess", new { ServicePrincipal = service });
    }

    static async Task InviteAsync(TestClient management, TestClient account) =>
        await management.Org("InviteAccountToOrganization", new { Target = new { Type = "ACCOUNT", Id = account.AccountId } });

    static async Task RepeatAsync(Func<Task> action)
    {
        for (var i = 0; i < 3; i++)
            await action();
    }

    /// <summary>Three policies that are one too many: of workspaces, of overrides and of characters.</summary>
    static async Task OverfillAsync(TestClient management, string root)
    {
        await management.EnableAsync(Chat);
        for (var part = 0; part < 3; part++)
        {
            var names = Enumerable.Range(part * 100, 90).Select(i => $"T{i}").ToList();
            var content = """{"chatbot":{"platforms":{"slack":{"workspaces":{"@@append":[NAMES]},"overrides":{OVERRIDES}}}}}"""
                .Replace("NAMES", string.Join(',', names.Select(name => $"\"{name}\"")), StringComparison.Ordinal)
                .Replace("OVERRIDES", string.Join(',', names.Select(name => $"\"{name}\":{Override}")), StringComparison.Ordinal);
            await management.AttachAsync(await management.NewOrgPolicyAsync(Chat, content), root);
        }
    }
}
