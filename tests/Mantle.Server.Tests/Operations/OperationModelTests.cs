using System.Text;
using System.Text.Json;
using Mantle.Core.Accounts;
using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Core.Storage;
using Mantle.Server.Hosting;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;
using Mantle.Wire;
using Mantle.Wire.Model;

namespace Mantle.Server.Tests.Operations;

/// <summary>
/// What holds for every operation of IAM and STS, whatever it does: the models are walked, so a new one is covered at once.
/// </summary>
[Collection(ServerCollection.Name)]
public class OperationModelTests(TestServer server)
{
    static readonly string[] NeedNoPermission = ["GetCallerIdentity", "GetSessionToken"];

    public static TheoryData<string, string> Implemented => Operations();

    public static TheoryData<string> ImplementedByIam =>
        [.. Implemented.Where(row => row.Data.Item1 == "iam").Select(row => row.Data.Item2)];

    [Theory]
    [MemberData(nameof(Implemented))]
    public async Task It_is_denied_without_permission_and_the_denial_is_in_the_trail(string service, string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var caller = await root.NewUserAsync("caller");
        var model = Model(service, name);
        if (NeedNoPermission.Contains(name))
        {
            await caller.CallAsync(service, name, [.. SampleRequest.Of(model, root.AccountId)]);
            return;
        }
        if (server.Server.FindOperation(service, name)!.Info.Anonymous)
        {
            // Permission comes after proof, and a signature is none.
            await caller.RefusedAsync("InvalidIdentityToken", null, service, name, [.. SampleRequest.Of(model, root.AccountId)]);
            return;
        }
        var refused = await caller.SendAsync(service, name, [.. SampleRequest.Of(model, root.AccountId)]);
        Assert.Equal((403, "AccessDenied"), ((int)refused.Status, refused.Code));
        Assert.StartsWith($"User: {root.Arn("user/caller")} is not authorized to perform", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Sender", refused.Text("Type"));

        var happened = (await EventsAsync(root))[^1];
        Assert.Equal(name, happened.GetProperty("eventName").GetString());
        Assert.Equal($"{service}.amazonaws.com", happened.GetProperty("eventSource").GetString());
        Assert.Equal("AccessDenied", happened.GetProperty("errorCode").GetString());
        Assert.Equal(root.Arn("user/caller"), happened.GetProperty("userIdentity").GetProperty("arn").GetString());
        if (service == "iam" && ServiceCatalog.FindAction($"iam:{name}") is { } action)
            Assert.Equal(action.Level is AccessLevel.Read or AccessLevel.List, happened.GetProperty("readOnly").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(Implemented))]
    public async Task Every_constrained_member_refuses_what_breaks_its_constraint(string service, string name)
    {
        var root = await server.NewAccountAsync();
        var model = Model(service, name);
        foreach (var member in model.Input?.Members ?? [])
        {
            var others = SampleRequest
                .Of(model, root.AccountId)
                .Where(parameter =>
                    parameter.Name != member.WireName && !parameter.Name.StartsWith(member.WireName + ".", StringComparison.Ordinal)
                )
                .ToList();
            var path = char.ToLowerInvariant(member.Name[0]) + member.Name[1..];
            if (member.Required)
                await BrokenAsync(others, path, "Member must not be null");
            if (SampleRequest.Breaking(member, root.AccountId) is { } broken)
                await BrokenAsync(
                    [.. others, .. broken],
                    path,
                    "Member must ",
                    member.Shape.PatternText?.Replace("{member}", path, StringComparison.Ordinal)
                );
        }

        async Task BrokenAsync(IEnumerable<(string, string)> parameters, string path, string constraint, string? patternText = null)
        {
            var refused = await root.SendAsync(service, name, [.. parameters]);
            Assert.True(refused.Code == "ValidationError", $"{path}: {refused.Code} {refused.Message}");
            if (refused.Message != patternText)
                Assert.Contains($"at '{path}' failed to satisfy constraint: {constraint}", refused.Message, StringComparison.Ordinal);
            Assert.Equal(400, (int)refused.Status);
        }
    }

    [Theory]
    [MemberData(nameof(Implemented))]
    public async Task A_list_takes_page_size_and_marker(string service, string name)
    {
        var model = Model(service, name);
        // Of the lists that the model does not call paginated, some take a marker all the same; their own tests page.
        if (model.Pages is null || name == "GetOrganizationsAccessReport")
        {
            Assert.True(
                name == "GetOrganizationsAccessReport"
                    || name.Contains("ServiceLastAccessed", StringComparison.Ordinal)
                    || name is "ListPoliciesGrantingServiceAccess" or "ListDelegationRequests" or "ListServiceSpecificCredentials"
                    || model.Input?.Members.Any(member => member.Name == "Marker") != true
            );
            return;
        }
        var root = await SampleRequest.AccountAsync(server);
        var sample = SampleRequest.Of(model, root.AccountId);
        if (model.Input!.Members.Any(member => member is { Name: "UserName", Required: false }))
            sample.Add(("UserName", "x"));
        var page = await root.CallAsync(service, name, [.. sample, ("MaxItems", "1")]);
        Assert.Contains(page.Text("IsTruncated"), new[] { "true", "false" });
        foreach (var none in new[] { "?", " " })
            await root.RefusedAsync(
                "ValidationError",
                name == "ListVirtualMFADevices" ? "Invalid Marker." : $"Invalid Marker: {none}",
                service,
                name,
                [.. sample, ("Marker", none)]
            );
    }

    [Theory]
    [MemberData(nameof(ImplementedByIam))]
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
        var account = (await server.Server.Part<Ledger>().AccountAsync(root.AccountId))!;
        var entry = server.Server.FindOperation(service, name)!;
        var form = string.Join(
            '&',
            SampleRequest.Of(Model(service, name), root.AccountId).Select(p => $"{p.Name}={Uri.EscapeDataString(p.Value)}")
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
    [MemberData(nameof(ImplementedByIam))]
    public async Task Exactly_its_permission_is_enough(string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var caller = await root.NewUserAsync("caller");
        var account = (await server.Server.Part<Ledger>().AccountAsync(root.AccountId))!;
        var entry = server.Server.FindOperation("iam", name)!;
        var sample = SampleRequest.Of(Model("iam", name), root.AccountId);
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
        // Of a key that is nobody's AWS says the same as of another account's; reports on an organization are for its management account.
        if (name is not ("GetAccessKeyLastUsed" or "GenerateOrganizationsAccessReport"))
            Assert.True(answer.Code != "AccessDenied", answer.Message);
        Assert.True((int)answer.Status < 500, $"{answer.Code} {answer.Message}");
    }

    [Theory]
    [MemberData(nameof(ImplementedByIam))]
    public async Task What_it_wrote_is_what_is_stored(string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var services = server.Server;
        var before = await services.Part<Ledger>().AccountAsync(root.AccountId);
        var answer = await root.SendAsync("iam", name, [.. SampleRequest.Of(Model("iam", name), root.AccountId)]);
        Assert.True((int)answer.Status < 500, $"{answer.Code} {answer.Message}");
        var written = (await services.Part<Ledger>().AccountAsync(root.AccountId))!;
        var isWrite = server.Server.FindOperation("iam", name)!.Write is not null;
        Assert.True(isWrite || ReferenceEquals(before, written), "What only reads wrote.");

        services.Part<Ledger>().ForgetIdle(minutes: 0);
        var stored = (await services.Part<Ledger>().AccountAsync(root.AccountId))!;
        Assert.NotSame(written, stored);
        Assert.Equal(Stored(written), Stored(stored));
        Assert.Equal(written.Version, stored.Version);
    }

    /// <summary>Everything that is stored of an account, as it is stored.</summary>
    static List<string> Stored(Account account)
    {
        var entities = account.Slices.All.ToList();
        Assert.NotEmpty(entities);
        return
        [
            .. entities
                .Select(entity => Encoding.UTF8.GetString(Installation.StoredTypes().Serialize(entity)))
                .Order(StringComparer.Ordinal),
            .. account.Secrets.Select(secret => $"{secret.Key} {Convert.ToHexString(secret.Value)}").Order(StringComparer.Ordinal),
        ];
    }

    [Fact]
    public void Every_operation_is_there() =>
        Assert.All(
            new[] { Wire.Services.Iam, Wire.Services.Sts, Wire.Services.Organizations },
            service =>
                Assert.All(
                    service.Operations,
                    operation =>
                        Assert.True(server.Server.FindOperation(service.SigningName, operation.Name)!.IsImplemented, operation.Name)
                )
        );

    [Theory]
    [InlineData("iam", "2010-05-08")]
    [InlineData("sts", "2011-06-15")]
    public async Task An_unknown_action_and_a_wrong_version_have_their_own_codes(string service, string version)
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync("InvalidAction", $"Could not find operation NoSuchAction for version {version}", service, "NoSuchAction");
        await root.RefusedAsync("InvalidAction", $"Could not find operation getuser for version {version}", service, "getuser");
        var known = service == "iam" ? "ListUsers" : "GetCallerIdentity";
        var wrong = await root.SendBodyAsync(service, Encoding.UTF8.GetBytes($"Action={known}&Version=1999-01-01"));
        Assert.Equal((400, "NoSuchVersion"), ((int)wrong.Status, wrong.Code));
    }

    [Fact]
    public async Task Secrets_that_were_handed_out_are_nowhere_in_the_trail()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev", Documents.Allow("*"));
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role, ("ExternalId", "external"));
        var temporary = await user.Sts("GetSessionToken");
        await session.Sts("GetCallerIdentity");
        string[] secrets =
        [
            root.Credentials.SecretAccessKey,
            user.Credentials.SecretAccessKey,
            session.Credentials.SecretAccessKey,
            session.Credentials.SessionToken!,
            temporary.Text("SecretAccessKey"),
            temporary.Text("SessionToken"),
        ];
        var events = await EventsAsync(root);
        Assert.Superset(
            new HashSet<string> { "CreateUser", "CreateAccessKey", "AssumeRole", "GetSessionToken", "GetCallerIdentity" },
            events.Select(happened => happened.GetProperty("eventName").GetString()!).ToHashSet()
        );
        var trail = string.Join('\n', events.Select(happened => happened.GetRawText()));
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, trail, StringComparison.Ordinal));
        // A secret may be escaped in JSON, or be cut: no part of it that could not be there by chance is.
        Assert.All(
            secrets,
            secret =>
                Assert.DoesNotContain(secret[4..16].Replace("+", "\\u002B", StringComparison.Ordinal), trail, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_event_of_issued_credentials_names_them_and_what_only_reads_has_no_answer()
    {
        var root = await server.NewAccountAsync();
        var user = await root.NewUserAsync("dev");
        var role = await root.NewRoleAsync("r");
        await root.Iam("UpdateAssumeRolePolicy", ("RoleName", "r"), ("PolicyDocument", Documents.Trust(root.Arn("user/dev"))));
        var session = await user.AssumeAsync(role);
        await root.Iam("ListUsers");
        var events = await EventsAsync(root);
        var assumed = events.Single(happened => happened.GetProperty("eventName").GetString() == "AssumeRole");
        Assert.True(assumed.GetProperty("readOnly").GetBoolean());
        Assert.Contains(session.Credentials.AccessKeyId, assumed.GetProperty("responseElements").GetRawText(), StringComparison.Ordinal);
        var created = events.First(happened => happened.GetProperty("eventName").GetString() == "CreateRole");
        Assert.False(created.GetProperty("readOnly").GetBoolean());
        Assert.Contains(role, created.GetProperty("responseElements").GetRawText(), StringComparison.Ordinal);
        var listed = events.Single(happened => happened.GetProperty("eventName").GetString() == "ListUsers");
        Assert.True(listed.GetProperty("readOnly").GetBoolean());
        Assert.Equal(JsonValueKind.Null, listed.GetProperty("responseElements").ValueKind);
    }

    static TheoryData<string, string> Operations()
    {
        var operations = new TheoryData<string, string>();
        foreach (var service in new[] { Wire.Services.Iam, Wire.Services.Sts })
        foreach (var operation in service.Operations)
            operations.Add(service.SigningName, operation.Name);
        return operations;
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

    static OperationModel Model(string service, string name) =>
        Wire.Services.Find(service)!.Model.Operations.Single(operation => operation.Name == name);

    async Task<IReadOnlyList<JsonElement>> EventsAsync(TestClient account)
    {
        var events = new List<JsonElement>();
        string? marker = null;
        do
        {
            var page = await server.Management.CallAsync(
                "mantle",
                "ListEvents",
                [("AccountId", account.AccountId), ("MaxItems", "100"), .. marker is null ? [] : new[] { ("Marker", marker) }]
            );
            events.AddRange(page.All("member").Select(line => JsonDocument.Parse(line).RootElement));
            marker = page.Find("Marker")?.Value;
        } while (marker is not null);
        return events;
    }
}
