using Mantle.Server.Tests.Federation;
using Mantle.Server.Tests.Operations.Admin.Workloads;
using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>
/// What ends delegated access before its time
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-revoke-access.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class RevokedDelegationTests(TestServer server)
{
    [Fact]
    public async Task The_owner_takes_access_back_and_its_sessions_end()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var (token, session) = await LentAsync(partner, owner, id, await owner.NewUserAsync("approver", Documents.Allow("*")));
        await session.Iam("CreateUser", ("UserName", "svc-1"));
        await partner.Refused("NoSuchEntity", null, "RejectDelegationRequest", ("DelegationRequestId", id));
        await session.Iam("CreateUser", ("UserName", "svc-2"));
        await owner.Iam("RejectDelegationRequest", ("DelegationRequestId", id));
        await session.Refused("InvalidClientTokenId", null, "CreateUser", ("UserName", "svc-3"));
        await partner.RefusedAsync("ExpiredTradeInTokenException", null, "sts", "GetDelegatedAccessToken", ("TradeInToken", token));
    }

    /// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/temporary-delegation-cloudtrail.html</summary>
    [Fact]
    public async Task Events_of_a_delegated_session_name_the_delegate()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var (_, session) = await LentAsync(partner, owner, id, await owner.NewUserAsync("approver", Documents.Allow("*")));
        await session.Iam("CreateUser", ("UserName", "svc-1"));
        var identity = (await server.EventsAsync(owner))[^1].GetProperty("userIdentity");
        Assert.Equal(owner.Arn("user/approver"), identity.GetProperty("arn").GetString());
        Assert.Equal(partner.AccountId, identity.GetProperty("invokedByDelegate").GetProperty("accountId").GetString());
    }

    [Fact]
    public async Task What_the_root_user_lent_lasts()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var (_, session) = await LentAsync(partner, owner, id, owner);
        await owner.Refused("InvalidInput", null, "RejectDelegationRequest", ("DelegationRequestId", id));
        await session.Iam("CreateUser", ("UserName", "svc-1"));
    }

    /// <summary>As its own sessions end with its registration.</summary>
    [Fact]
    public async Task What_a_workload_lent_ends_with_its_registration()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var role = await owner.NewServiceRoleAsync("worker", "lambda.amazonaws.com", allowed: "iam:*");
        var registered = await owner.RegisterAsync(("Service", "lambda.amazonaws.com"), ("RoleArn", role));
        var approver = await owner.WorkloadAsync(registered.Text("RegistrationToken"));
        var (_, session) = await LentAsync(partner, owner, id, approver);
        await session.Iam("CreateUser", ("UserName", "svc-1"));
        await owner.CallAsync("mantle", "DeregisterWorkload", ("RegistrationId", registered.Text("RegistrationId")));
        await session.Refused("InvalidClientTokenId", null, "CreateUser", ("UserName", "svc-2"));
    }

    static async Task<(string Token, TestClient Session)> LentAsync(TestClient partner, TestClient owner, string id, TestClient approver)
    {
        foreach (var step in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
            await approver.Iam(step, ("DelegationRequestId", id));
        var token = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        return (token, owner.Session(await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token))));
    }
}
