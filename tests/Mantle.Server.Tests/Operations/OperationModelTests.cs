using System.Text;
using Mantle.Core.Catalog;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations;

/// <summary>Rules of every operation of IAM and STS. The tests walk the models, so they cover a new operation at once.</summary>
[Collection(ServerCollection.Name)]
public class OperationModelTests(TestServer server)
{
    static readonly string[] NeedNoPermission = ["GetCallerIdentity", "GetSessionToken"];

    [Theory]
    [MemberData(nameof(ModelOperations.All), MemberType = typeof(ModelOperations))]
    public async Task It_is_denied_without_permission_and_the_denial_is_in_the_trail(string service, string name)
    {
        var root = await SampleRequest.AccountAsync(server);
        var caller = await root.NewUserAsync("caller");
        var model = ModelOperations.Model(service, name);
        if (NeedNoPermission.Contains(name))
        {
            await caller.CallAsync(service, name, [.. SampleRequest.Of(model, root.AccountId)]);
            return;
        }
        if (server.Server.FindOperation(service, name)!.Info.Anonymous)
        {
            // Operations with another proof than a signature come here unauthorized.
            await caller.RefusedAsync("InvalidIdentityToken", null, service, name, [.. SampleRequest.Of(model, root.AccountId)]);
            return;
        }
        var refused = await caller.SendAsync(service, name, [.. SampleRequest.Of(model, root.AccountId)]);
        Assert.Equal((403, "AccessDenied"), ((int)refused.Status, refused.Code));
        Assert.StartsWith($"User: {root.Arn("user/caller")} is not authorized to perform", refused.Message, StringComparison.Ordinal);
        Assert.Equal("Sender", refused.Text("Type"));

        var happened = (await server.EventsAsync(root))[^1];
        Assert.Equal(name, happened.GetProperty("eventName").GetString());
        Assert.Equal($"{service}.amazonaws.com", happened.GetProperty("eventSource").GetString());
        Assert.Equal("AccessDenied", happened.GetProperty("errorCode").GetString());
        Assert.Equal(root.Arn("user/caller"), happened.GetProperty("userIdentity").GetProperty("arn").GetString());
        if (service == "iam" && ServiceCatalog.FindAction($"iam:{name}") is { } action)
            Assert.Equal(action.Level is AccessLevel.Read or AccessLevel.List, happened.GetProperty("readOnly").GetBoolean());
    }

    [Theory]
    [MemberData(nameof(ModelOperations.All), MemberType = typeof(ModelOperations))]
    public async Task Every_constrained_member_refuses_what_breaks_its_constraint(string service, string name)
    {
        var root = await server.NewAccountAsync();
        var model = ModelOperations.Model(service, name);
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
    [MemberData(nameof(ModelOperations.All), MemberType = typeof(ModelOperations))]
    public async Task A_list_takes_page_size_and_marker(string service, string name)
    {
        var model = ModelOperations.Model(service, name);
        // Some lists take a marker although the model does not call them paginated; their own tests page.
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
}
