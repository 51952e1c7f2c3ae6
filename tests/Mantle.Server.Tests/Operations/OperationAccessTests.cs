using System.Text;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Wire;

namespace Mantle.Server.Tests.Operations;

/// <summary>Each operation of IAM asks for the resources and keys of the service authorization reference.</summary>
[Collection(ServerCollection.Name)]
public class OperationAccessTests(TestServer server)
{
    [Theory]
    [MemberData(nameof(ModelOperations.OfIam), MemberType = typeof(ModelOperations))]
    public async Task What_it_is_authorized_on_is_what_the_service_authorization_reference_lists(string name)
    {
        const string service = "iam";
        var root = await SampleRequest.AccountAsync(server);
        foreach (var kind in new[] { "User", "Role" })
            await root.Iam(
                $"Put{kind}PermissionsBoundary",
                ($"{kind}Name", "x"),
                ("PermissionsBoundary", "arn:aws:iam::aws:policy/ReadOnlyAccess")
            );
        var caller = await root.NewUserAsync("caller");
        var account = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        var entry = server.Server.FindOperation(service, name)!;
        var form = string.Join(
            '&',
            SampleRequest.Of(ModelOperations.Model(service, name), root.AccountId).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")
        );
        var body = Encoding.UTF8.GetBytes(form);
        var access = await server.RequiresAsync(
            entry,
            ((QueryOperation)entry.Info).Bind(QueryParameters.Parse(body)),
            CallOf(caller, account, service)
        );

        Assert.Equal($"iam:{name}", access.Action.ToString());
        if (ServiceCatalog.FindAction(access.Action.ToString()) is not { } action)
        {
            // The newest operations are in the API's model before they are in the reference.
            Assert.Equal("UpdateDelegationRequest", name);
            return;
        }
        if (action.Resources.Count > 0)
            Assert.Contains(access.Resource.Arn.Resource.ToString().Split('/')[0], action.Resources.Select(resource => resource.Type));
        Assert.All(access.Keys, key => Assert.Contains(key.Key, action.ConditionKeys));
        Assert.Equal(action.ConditionKeys.Contains("iam:PolicyARN"), access.Keys.Any(key => key.Key == "iam:PolicyARN"));
        Assert.Equal(
            action.ConditionKeys.Contains("iam:PermissionsBoundary"),
            access.Keys.Any(key => key.Key == "iam:PermissionsBoundary")
        );
        Assert.Equal(name.StartsWith("Tag", StringComparison.Ordinal), access.RequestTags is not null);
        Assert.Equal(name.StartsWith("Untag", StringComparison.Ordinal), access.TagKeys is not null);
    }

    [Theory]
    [MemberData(nameof(ModelOperations.OfIam), MemberType = typeof(ModelOperations))]
    public async Task Exactly_its_permission_is_enough(string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var caller = await root.NewUserAsync("caller");
        var account = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(root.AccountId)))!;
        var entry = server.Server.FindOperation("iam", name)!;
        var sample = SampleRequest.Of(ModelOperations.Model("iam", name), root.AccountId);
        var body = Encoding.UTF8.GetBytes(string.Join('&', sample.Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")));
        var access = await server.RequiresAsync(
            entry,
            ((QueryOperation)entry.Info).Bind(QueryParameters.Parse(body)),
            CallOf(caller, account, "iam")
        );
        var statements = access
            .And.Prepend(access)
            .Select(needed => $$"""{"Effect":"Allow","Action":"{{needed.Action}}","Resource":"{{needed.Resource}}"}""");
        await root.PutPolicyAsync("caller", $$"""{"Version":"2012-10-17","Statement":[{{string.Join(',', statements)}}]}""");

        var answer = await caller.SendAsync("iam", name, [.. sample]);
        // For a key of nobody AWS answers as for another account's key; organizations' reports are for the management account.
        if (name is not ("GetAccessKeyLastUsed" or "GenerateOrganizationsAccessReport"))
            Assert.True(answer.Code != "AccessDenied", answer.Message);
        Assert.True((int)answer.Status < 500, $"{answer.Code} {answer.Message}");
    }

    /// <summary>The call that the pipeline would make of a signed request.</summary>
    Call CallOf(TestClient caller, Account account, string service)
    {
        return new Call
        {
            RequestId = "request",
            Time = server.Clock.GetUtcNow(),
            Caller = Caller.OfLongTermKey(account, caller.Credentials.AccessKeyId)!,
            Service = service,
            Region = caller.Region,
            SourceIp = System.Net.IPAddress.Loopback,
            Secure = false,
            View = new AccountView(server.Server.Part<Ledger>()),
            Gate = new Gate(Enforcement.On),
        };
    }
}
