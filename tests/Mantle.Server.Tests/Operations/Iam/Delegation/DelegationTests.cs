using Mantle.Server.Tests.Support;

namespace Mantle.Server.Tests.Operations.Iam.Delegation;

/// <summary>
/// Temporary delegation, from the request to the credentials
/// (https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies-temporary-delegation.html).
/// </summary>
[Collection(ServerCollection.Name)]
public class DelegationTests(TestServer server)
{
    const string Template = """
        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["iam:ListUsers","iam:CreateUser"],
         "Resource":"arn:aws:iam::@{account}:user/@{prefix}*"}]}
        """;

    [Fact]
    public async Task A_partner_gets_credentials_of_the_approver_within_the_requests_policy()
    {
        var (partner, owner, id) = await RequestedAsync();
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
        var (partner, owner, id) = await RequestedAsync();
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
        var (partner, owner, id) = await RequestedAsync();
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
        var (partner, owner, id) = await RequestedAsync(("OnlySendByOwner", "true"));
        var clerk = await owner.NewUserAsync("clerk", Documents.Allow("iam:*"));
        var admin = await owner.NewUserAsync("admin", Documents.Allow("*"));
        await clerk.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        await admin.Iam("AcceptDelegationRequest", ("DelegationRequestId", id));
        await admin.Refused("AccessDenied", null, "SendDelegationToken", ("DelegationRequestId", id));
        await clerk.Iam("SendDelegationToken", ("DelegationRequestId", id));
    }

    [Fact]
    public async Task A_template_that_is_not_filled_is_refused()
    {
        var partner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Template);
        await partner.Refused(
            "InvalidInput",
            $"The policy template {template} has a parameter without a value.",
            "CreateDelegationRequest",
            Parameters(partner, template)
        );
        await partner.Refused(
            "InvalidInput",
            $"The policy template {template} has no parameter other.",
            "CreateDelegationRequest",
            [
                .. Parameters(partner, template),
                ("Permissions.Parameters.member.1.Name", "other"),
                ("Permissions.Parameters.member.1.Values.member.1", "x"),
            ]
        );
        var missing = partner.Arn("policy/missing");
        await partner.Refused(
            "InvalidInput",
            $"The policy template {missing} does not exist.",
            "CreateDelegationRequest",
            Parameters(partner, missing)
        );
    }

    /// <summary>Rights are lent for a time, however often the token is exchanged: see docs/differences.md.</summary>
    [Fact]
    public async Task An_exchange_token_works_until_the_lent_time_is_over_and_no_session_outlives_it()
    {
        var (partner, owner, id) = await RequestedAsync();
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

    /// <summary>The call is authorized for the id that it names, so an id in other case names nothing.</summary>
    [Fact]
    public async Task An_id_is_found_to_the_letter_only()
    {
        var (partner, owner, id) = await RequestedAsync();
        var other = id.Any(char.IsAsciiLetterLower) ? id.ToUpperInvariant() : id.ToLowerInvariant();
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "AssociateDelegationRequest",
            ("DelegationRequestId", other)
        );
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "GetDelegationRequest",
            ("DelegationRequestId", other)
        );
        await owner.Refused(
            "NoSuchEntity",
            $"Delegation request {other} cannot be found.",
            "AcceptDelegationRequest",
            ("DelegationRequestId", other)
        );
        await partner.RefusedAsync("NoSuchEntity", null, "mantle", "GetDelegationToken", ("DelegationRequestId", other));
    }

    [Fact]
    public async Task A_summary_says_in_words_what_is_asked_for()
    {
        var (partner, owner, id) = await RequestedAsync();
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
        var summary = await owner.Iam("GetHumanReadableSummary", ("EntityArn", owner.Arn($"delegation-request/{id}")));
        Assert.Equal(("AVAILABLE", "en"), (summary.Text("SummaryState"), summary.Text("Locale")));
        Assert.Contains(
            $"(account {partner.AccountId}) asks for access for 60 minutes: set up",
            summary.Text("SummaryContent"),
            StringComparison.Ordinal
        );
        Assert.Contains(
            $"It may use iam:ListUsers, iam:CreateUser on arn:aws:iam::{owner.AccountId}:user/svc-*.",
            summary.Text("SummaryContent"),
            StringComparison.Ordinal
        );
        Assert.Equal(
            "NOT_SUPPORTED",
            (await owner.Iam("GetHumanReadableSummary", ("EntityArn", owner.Arn($"delegation-request/{id}")), ("Locale", "fr"))).Text(
                "SummaryState"
            )
        );
        await owner.Refused("InvalidInput", null, "GetHumanReadableSummary", ("EntityArn", owner.Arn("user/somebody")));
    }

    [Fact]
    public async Task Requests_are_listed_once_each_while_others_come_and_change()
    {
        const int Count = 250;
        var (partner, owner, first) = await RequestedAsync();
        await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", first));
        var there = new List<string> { first };
        for (var i = 1; i < Count; i++)
            there.Add(await TakenOnAsync());
        var seen = new List<string>();
        string? marker = null;
        do
        {
            var page = await owner.Iam(
                "ListDelegationRequests",
                [("MaxItems", "25"), .. marker is null ? [] : new[] { ("Marker", marker) }]
            );
            seen.AddRange(page.All("DelegationRequestId"));
            marker = page.Find("Marker")?.Value;
            await owner.Iam("UpdateDelegationRequest", ("DelegationRequestId", seen[^1]), ("Notes", "seen"));
            await TakenOnAsync();
        } while (marker is not null);
        Assert.Equal(there.Order(StringComparer.Ordinal), seen.Where(there.Contains).Order(StringComparer.Ordinal));
        Assert.Equal(seen.Count, seen.Distinct().Count());

        async Task<string> TakenOnAsync()
        {
            var id = await CreateAsync(partner, owner, partner.Arn("policy/template"));
            await owner.Iam("AssociateDelegationRequest", ("DelegationRequestId", id));
            return id;
        }
    }

    static (string, string)[] Parameters(TestClient partner, string template) =>
        [
            ("Description", "set up"),
            ("NotificationChannel", $"arn:aws:sns:us-east-1:{partner.AccountId}:updates"),
            ("RequestorWorkflowId", "workflow-1"),
            ("SessionDuration", "3600"),
            ("Permissions.PolicyTemplateArn", template),
        ];

    /// <summary>A partner account that asked for access to another one.</summary>
    async Task<(TestClient Partner, TestClient Owner, string Id)> RequestedAsync(params (string, string)[] more)
    {
        var partner = await server.NewAccountAsync();
        var owner = await server.NewAccountAsync();
        var template = await partner.NewPolicyAsync("template", Template);
        return (partner, owner, await CreateAsync(partner, owner, template, more));
    }

    static async Task<string> CreateAsync(TestClient partner, TestClient owner, string template, params (string, string)[] more)
    {
        var made = await partner.Iam(
            "CreateDelegationRequest",
            [
                .. Parameters(partner, template),
                .. more,
                ("OwnerAccountId", owner.AccountId),
                ("Permissions.Parameters.member.1.Name", "account"),
                ("Permissions.Parameters.member.1.Values.member.1", owner.AccountId),
                ("Permissions.Parameters.member.2.Name", "prefix"),
                ("Permissions.Parameters.member.2.Values.member.1", "svc-"),
            ]
        );
        return made.Text("DelegationRequestId");
    }
}
