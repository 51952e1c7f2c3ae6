using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>
/// Temporary delegation, from the request to the credentials
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class DelegationTests(TestServer server)
{
    [Fact]
    public async Task A_partner_gets_credentials_of_the_approver_within_the_requests_policy()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var clerk = await owner.NewUserAsync("clerk", Documents.Allow("iam:*DelegationRequest*"));
        var admin = await owner.NewUserAsync("admin", Documents.Allow("*"));
        await clerk.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        await clerk.Iam("UpdateDelegationRequest", ("DelegationRequestId", id), ("Notes", "please look"));
        var pending = await admin.Iam("GetDelegationRequest", ("DelegationRequestId", id), ("DelegationPermissionCheck", "true"));
        Assert.Equal(
            ("PENDING_APPROVAL", "please look", owner.Arn("user/clerk")),
            (pending.Text("State"), pending.Text("Notes"), pending.Text("OwnerId"))
        );
        Assert.Equal("ALLOWED", pending.Text("PermissionCheckResult"));
        Assert.Equal(
            "DENIED",
            (await clerk.Iam("GetDelegationRequest", ("DelegationRequestId", id), ("DelegationPermissionCheck", "true"))).Text(
                "PermissionCheckResult"
            )
        );
        await admin.Iam("AcceptDelegationRequest", ("DelegationRequestId", id));
        await partner.RefusedAsync("InvalidInput", null, "mantle", "GetDelegationToken", ("DelegationRequestId", id));
        await admin.Iam("SendDelegationToken", ("DelegationRequestId", id));
        var done = await partner.Iam("GetDelegationRequest", ("DelegationRequestId", id));
        Assert.Equal(("FINALIZED", owner.Arn("user/admin")), (done.Text("State"), done.Text("ApproverId")));

        var token = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        var issued = await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token));
        Assert.Equal(owner.Arn("user/admin"), issued.Text("AssumedPrincipal"));
        var session = owner.With(new(issued.Text("AccessKeyId"), issued.Text("SecretAccessKey"), issued.Text("SessionToken")));
        await session.Iam("CreateUser", ("UserName", "svc-1"));
        await session.Refused("AccessDenied", null, "CreateUser", ("UserName", "other"));
        await session.Refused("AccessDenied", null, "ListRoles");
        await owner.RefusedAsync("ExpiredTradeInTokenException", null, "sts", "GetDelegatedAccessToken", ("TradeInToken", token));
        await partner.RefusedAsync("ExpiredTradeInTokenException", null, "sts", "GetDelegatedAccessToken", ("TradeInToken", token + "A"));
    }

    [Fact]
    public async Task The_approver_limits_the_session_too_also_when_its_rights_shrink_later()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var approver = await owner.NewUserAsync("approver", Documents.Allow("*"));
        foreach (var step in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
            await approver.Iam(step, ("DelegationRequestId", id));
        var token = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        var issued = await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token));
        var session = owner.With(new(issued.Text("AccessKeyId"), issued.Text("SecretAccessKey"), issued.Text("SessionToken")));
        await session.Iam("CreateUser", ("UserName", "svc-1"));
        await owner.PutPolicyAsync("approver", Documents.Allow("s3:*"));
        await session.Refused("AccessDenied", null, "CreateUser", ("UserName", "svc-2"));
    }

    [Fact]
    public async Task Who_takes_no_part_learns_nothing_and_the_wrong_state_is_refused()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var stranger = await server.NewAccountAsync();
        foreach (
            var action in new[]
            {
                "GetDelegationRequest",
                "AssociateDelegationRequest",
                "AcceptDelegationRequest",
                "RejectDelegationRequest",
                "SendDelegationToken",
                "UpdateDelegationRequest",
            }
        )
            await stranger.Refused("NoSuchEntity", $"Delegation request {id} cannot be found.", action, ("DelegationRequestId", id));
        await owner.Refused("NoSuchEntity", null, "AcceptDelegationRequest", ("DelegationRequestId", id));
        await partner.Refused("NoSuchEntity", null, "AcceptDelegationRequest", ("DelegationRequestId", id));
        Assert.Empty((await owner.Iam("ListDelegationRequests")).All("DelegationRequestId"));
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        Assert.Equal([id], (await owner.Iam("ListDelegationRequests")).All("DelegationRequestId"));
        await owner.Refused("InvalidInput", null, "SendDelegationToken", ("DelegationRequestId", id));
        await owner.Iam("RejectDelegationRequest", ("DelegationRequestId", id), ("Notes", "no"));
        var rejected = await partner.Iam("GetDelegationRequest", ("DelegationRequestId", id));
        Assert.Equal(("REJECTED", "no"), (rejected.Text("State"), rejected.Text("RejectionReason")));
        await owner.Refused("InvalidInput", null, "AcceptDelegationRequest", ("DelegationRequestId", id));
    }

    [Fact]
    public async Task Only_its_owner_sends_the_token_where_the_request_says_so()
    {
        var (partner, owner, id) = await server.RequestedAsync(("OnlySendByOwner", "true"));
        var clerk = await owner.NewUserAsync("clerk", Documents.Allow("iam:*"));
        var admin = await owner.NewUserAsync("admin", Documents.Allow("*"));
        await clerk.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        await admin.Iam("AcceptDelegationRequest", ("DelegationRequestId", id));
        await admin.Refused("AccessDenied", null, "SendDelegationToken", ("DelegationRequestId", id));
        await clerk.Iam("SendDelegationToken", ("DelegationRequestId", id));
    }

    /// <summary>The session ends with the requested time, however often the token is exchanged: see docs/differences.md.</summary>
    [Fact]
    public async Task An_exchange_token_works_until_the_lent_time_is_over_and_no_session_outlives_it()
    {
        var (partner, owner, id) = await server.RequestedAsync();
        var approver = await owner.NewUserAsync("approver", Documents.Allow("*"));
        foreach (var step in new[] { "AssociateDelegationRequest", "AcceptDelegationRequest", "SendDelegationToken" })
            await approver.Iam(step, ("DelegationRequestId", id));
        var token = (await partner.CallAsync("mantle", "GetDelegationToken", ("DelegationRequestId", id))).Text("TradeInToken");
        var first = (await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token))).Text("Expiration");
        server.Clock.Advance(TimeSpan.FromMinutes(40));
        Assert.Equal(first, (await partner.Sts("GetDelegatedAccessToken", ("TradeInToken", token))).Text("Expiration"));
        server.Clock.Advance(TimeSpan.FromMinutes(20));
        await partner.RefusedAsync("ExpiredTradeInTokenException", null, "sts", "GetDelegatedAccessToken", ("TradeInToken", token));
    }
}
