using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Iam;
using Mantle.Server.Tests.Operations.Iam.Delegation;
using Mantle.Server.Tests.Operations.Iam.MfaDevices;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Admin;

/// <summary>What the whole installation shares is the management account's, and the gate says so as for every other access.</summary>
[Collection(ServerCollection.Name)]
public class ManagementAccessTests(TestServer server)
{
    [Theory]
    [InlineData("CreateAccount", "Name", "x")]
    [InlineData("ListEvents", "AccountId", "111122223333")]
    [InlineData("ListSessionKeys", null, null)]
    [InlineData("RevokeSessionKey", "KeyId", "1")]
    [InlineData("RotateSessionKey", null, null)]
    public async Task The_root_user_of_another_account_is_denied_and_the_event_says_what(string action, string? name, string? value)
    {
        var root = await server.NewAccountAsync();
        await root.RefusedAsync(
            "AccessDenied",
            $"User: arn:aws:iam::{root.AccountId}:root is not authorized to perform: mantle:{action} because it is not in the "
                + "management account",
            "mantle",
            action,
            name is null ? [] : [(name, value!)]
        );
        var last = (await server.EventsAsync(root))[^1];
        Assert.Equal((action, "AccessDenied"), (last.GetProperty("eventName").GetString(), last.GetProperty("errorCode").GetString()));
        Assert.Contains($"mantle:{action}", last.GetProperty("additionalEventData").GetRawText());
    }

    /// <summary>The root user of the management account lends everything; making accounts and session keys is not lent with it.</summary>
    [Fact]
    public async Task A_session_that_the_root_user_lent_is_refused()
    {
        var partner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", DelegationCalls.Template.Replace("iam:ListUsers", "mantle:*"));
        var id = await DelegationCalls.CreateAsync(partner, server.Management, template);
        foreach (var step in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
            await server.Management.Iam(step, ("DelegationRequestId", id));
        var token = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        var session = server.Management.Session(await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token)));
        await session.RefusedAsync("InvalidClientTokenId", null, "mantle", "ListSessionKeys");
        await session.RefusedAsync("InvalidClientTokenId", null, "mantle", "CreateAccount", ("Name", "x"));
    }

    /// <summary>CreateAccount gives a root key: no session that IAM refuses gets one.</summary>
    [Fact]
    public async Task The_sessions_that_iam_refuses_are_refused()
    {
        var name = $"operator-{Guid.NewGuid():N}";
        var user = await server.Management.NewUserAsync(name, Documents.Allow("*"));
        var plain = user.Session(await user.Sts("GetSessionToken"));
        var federated = user.Session(await user.Sts("GetFederationToken", ("Name", "guest"), ("Policy", Documents.Allow("*"))));
        var ofRoot = server.Management.Session(await server.Management.Sts("GetSessionToken"));
        foreach (var session in new[] { plain, federated, ofRoot })
        {
            await session.RefusedAsync("InvalidClientTokenId", null, "iam", "ListUsers");
            await session.RefusedAsync("InvalidClientTokenId", null, "mantle", "CreateAccount", ("Name", "x"));
            await session.RefusedAsync("InvalidClientTokenId", null, "mantle", "ListSessionKeys");
        }
        var device = await TestDevice.EnabledAsync(server, server.Management, name, name);
        var proven = user.Session(await user.Sts("GetSessionToken", device.With(device.NextCode())));
        await proven.Iam("ListUsers");
        await proven.CallAsync("mantle", "ListSessionKeys");
    }
}
