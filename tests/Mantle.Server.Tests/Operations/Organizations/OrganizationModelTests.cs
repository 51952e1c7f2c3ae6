using Mantle.Core.Authentication;
using Mantle.Core.Authorization;
using Mantle.Core.Catalog;
using Mantle.Core.Storage;
using Mantle.Server.Tests.Support;
using Mantle.Wire;
using Mantle.Wire.Model;

namespace Mantle.Server.Tests.Operations.Organizations;

/// <summary>Rules of every operation of Organizations. The tests walk the model.</summary>
[Collection(ServerCollection.Name)]
public class OrganizationModelTests(TestServer server)
{
    /// <summary>The operations for accounts without an organization: they are about the account.</summary>
    static readonly string[] WorkWithoutOrganization =
    [
        "CreateOrganization",
        "ListHandshakesForAccount",
        "AcceptHandshake",
        "DeclineHandshake",
        "CancelHandshake",
        "DescribeHandshake",
    ];

    public static TheoryData<string> All => [.. Wire.Services.Organizations.Operations.Select(operation => operation.Name)];

    [Fact]
    public void Every_operation_is_there() =>
        Assert.All(
            Wire.Services.Organizations.Operations,
            operation => Assert.True(server.Server.FindOperation("organizations", operation.Name)!.IsImplemented, operation.Name)
        );

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_is_denied_without_permission(string name)
    {
        var management = await server.NewOrganizationAsync();
        var caller = await management.NewUserAsync("caller");
        var refused = await caller.OrgRefused("AccessDeniedException", null, name, OrganizationSample.Of(name, management.AccountId));
        Assert.StartsWith(
            $"User: arn:aws:iam::{management.AccountId}:user/caller is not authorized to perform: organizations:{name} ",
            (string?)refused["Message"],
            StringComparison.Ordinal
        );
        await management.Iam(
            "PutUserPolicy",
            ("UserName", "caller"),
            ("PolicyName", "p"),
            ("PolicyDocument", Documents.Allow("organizations:" + name))
        );
        var (status, answer) = await caller.SendOrgAsync(name, OrganizationSample.Of(name, management.AccountId));
        Assert.True((int)status < 500, $"{answer}");
        Assert.DoesNotContain("is not authorized to perform", answer?.ToJsonString() ?? "", StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Without_an_organization_it_says_so(string name)
    {
        var root = await server.NewAccountAsync();
        var (status, answer) = await root.SendOrgAsync(name, OrganizationSample.Of(name, root.AccountId));
        Assert.True((int)status < 500, $"{answer}");
        if (WorkWithoutOrganization.Contains(name))
            Assert.NotEqual("AWSOrganizationsNotInUseException", (string?)answer!["__type"]);
        else if (name is not ("InviteAccountToOrganization" or "InviteOrganizationToTransferResponsibility"))
            Assert.Equal("AWSOrganizationsNotInUseException", (string?)answer!["__type"]);
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_breaks_a_constraint_is_invalid_input(string name)
    {
        var management = await server.NewOrganizationAsync();
        foreach (var member in OrganizationSample.Model(name).Input?.Members ?? [])
        {
            var input = OrganizationSample.Of(name, management.AccountId);
            if (member.Required)
            {
                input.Remove(member.Name);
                await management.OrgRefused("InvalidInputException", "INPUT_REQUIRED", name, input.ToJsonString());
            }
            if (member.Shape.Kind == ShapeKind.String && (member.Shape.Max is not null || member.Shape.EnumValues.Count > 0))
            {
                input[member.Name] = member.Shape.Max is { } max ? new string('a', (int)max + 1) : "NoSuchValue";
                await management.OrgRefused(
                    "InvalidInputException",
                    member.Shape.Max is null ? "INVALID_ENUM" : "MAX_LENGTH_EXCEEDED",
                    name,
                    input.ToJsonString()
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task A_member_may_not_administer(string name)
    {
        var management = await server.NewOrganizationAsync();
        var member = await management.InviteAsync(server);
        var (status, answer) = await member.SendOrgAsync(name, OrganizationSample.Of(name, member.AccountId));
        Assert.True((int)status < 500, $"{answer}");
        string[] open =
        [
            "DescribeOrganization",
            "LeaveOrganization",
            "CreateOrganization",
            "DescribeEffectivePolicy",
            .. WorkWithoutOrganization,
        ];
        if (!open.Contains(name) && !name.StartsWith("Invite", StringComparison.Ordinal))
            Assert.Equal(
                ("AccessDeniedException", "You don't have permissions to access this resource."),
                ((string?)answer!["__type"], (string?)answer["Message"])
            );
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task What_it_is_authorized_on_is_what_the_service_authorization_reference_lists(string name)
    {
        var management = await server.NewOrganizationAsync();
        var account = (await server.Server.Part<Ledger>().AccountAsync(AccountId.Parse(management.AccountId)))!;
        var call = new Call
        {
            RequestId = "request",
            Time = server.Clock.GetUtcNow(),
            Caller = Caller.OfLongTermKey(account, management.Credentials.AccessKeyId)!,
            Service = "organizations",
            Region = "us-east-1",
            SourceIp = System.Net.IPAddress.Loopback,
            Secure = false,
            View = new AccountView(server.Server.Part<Ledger>()),
            Gate = new Gate(Enforcement.On),
        };
        await call.View.IncludeOrganizationOfAsync(account);
        var entry = server.Server.FindOperation("organizations", name)!;
        var request = ((JsonOperation)entry.Info).Bind(
            System.Text.Encoding.UTF8.GetBytes(OrganizationSample.Of(name, management.AccountId).ToJsonString())
        );
        var access = await server.RequiresAsync(entry, request, call);
        var action = ServiceCatalog.FindAction(access.Action.ToString())!;
        Assert.Equal($"organizations:{name}", action.Name);
        foreach (var one in access.And.Prepend(access).Where(one => one.Action == access.Action))
        {
            Assert.All(
                one.Keys,
                key =>
                    Assert.Contains(key.Key, action.ConditionKeys.Concat(action.Resources.SelectMany(resource => resource.ConditionKeys)))
            );
            if (!one.Resource.IsNone)
                Assert.Contains(TypeOf(one.Resource.Arn), action.Resources.Select(resource => resource.Type));
        }
        if (action.Resources.Any(resource => resource.IsRequired) && name is not "CreatePolicy")
            Assert.False(access.Resource.IsNone);
        Assert.Equal(
            action.ConditionKeys.Any(key => key.StartsWith("aws:RequestTag", StringComparison.Ordinal))
                && OrganizationSample.Model(name).Input?.Members.Any(member => member is { Name: "Tags", Required: true }) == true,
            access.RequestTags is not null
        );
    }

    static string TypeOf(Arn arn) =>
        arn.Resource.ToString().Split('/')[0] switch
        {
            "ou" => "organizationalunit",
            "transfer" => "responsibilitytransfer",
            var type => type,
        };
}
